package sparkjoy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request asks of S3, in the words of IAM.
 *
 * @param action such as `s3:GetObject`
 * @param resource the bucket, or the bucket and the key
 * @param prefix of the keys to list; empty for other actions
 */
record S3Call(String action, String resource, String prefix) {
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    /** The calls of a path-style request: a bulk delete is a call per key, and a copy also reads. */
    static List<S3Call> of(String method, URI uri, Optional<String> copySource, byte[] body) {
        String path = uri.getPath().substring(1);
        Map<String, String> query = query(uri);
        if (path.replaceFirst("/$", "").indexOf('/') < 0) {
            return ofBucket(method, path.replace("/", ""), query, body);
        }
        Stream<S3Call> source = copySource.map(from -> call("s3:GetObject", from.replaceFirst("^/", ""))).stream();
        return Stream.concat(source, Stream.of(call(ofObject(method, query), path)))
                .toList();
    }

    private static List<S3Call> ofBucket(String method, String bucket, Map<String, String> query, byte[] body) {
        if (query.containsKey("delete")) {
            return KEY.matcher(new String(body, StandardCharsets.UTF_8))
                    .results()
                    .map(key -> call("s3:DeleteObject", bucket + "/" + key.group(1)))
                    .toList();
        }
        if (query.containsKey("location")) {
            return List.of(call("s3:GetBucketLocation", bucket));
        }
        if (query.containsKey("uploads")) {
            return List.of(call("s3:ListBucketMultipartUploads", bucket));
        }
        return List.of(
                method.equals("GET") || method.equals("HEAD")
                        ? new S3Call("s3:ListBucket", bucket, query.getOrDefault("prefix", ""))
                        : call(method + " of a bucket", bucket));
    }

    private static String ofObject(String method, Map<String, String> query) {
        return switch (method) {
            case "GET", "HEAD" -> "s3:GetObject";
            case "PUT", "POST" -> "s3:PutObject";
            case "DELETE" -> query.containsKey("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
            default -> method + " of an object";
        };
    }

    private static S3Call call(String action, String resource) {
        return new S3Call(action, resource, "");
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (one, other) -> one));
    }
}
