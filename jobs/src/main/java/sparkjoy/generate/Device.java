package sparkjoy.generate;

import java.util.List;

/** What a user shops on; a phone may go offline, a browser may not. */
record Device(
        boolean isPhone,
        String type,
        String manufacturer,
        String model,
        String os,
        String osVersion,
        String library,
        String libraryVersion,
        String screen,
        String userAgent) {

    static final List<Device> PHONES = List.of(
            phone("ios", "Apple", "iPhone15,3", "iOS", "18.3.1", "analytics-swift", "CFNetwork/1568.300.101 Darwin"),
            phone("ios", "Apple", "iPhone17,1", "iOS", "18.5", "analytics-swift", "CFNetwork/3826.500.111 Darwin"),
            phone("android", "Google", "Pixel 9", "Android", "15", "analytics-kotlin", "Dalvik/2.1.0 (Linux; U)"),
            phone("android", "samsung", "SM-S928B", "Android", "14", "analytics-kotlin", "Dalvik/2.1.0 (Linux; U)"),
            phone("android", "Xiaomi", "2312DRA50G", "Android", "13", "analytics-kotlin", "Dalvik/2.1.0 (Linux; U)"));

    static final List<Device> BROWSERS = List.of(
            browser("macOS", "15.4", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605"),
            browser("Windows", "11", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/134.0.0.0"),
            browser("Linux", "6.8", "Mozilla/5.0 (X11; Linux x86_64; rv:137.0) Gecko/20100101 Firefox/137.0"));

    static final List<Device> BOTS = List.of(
            browser("Linux", "", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
            browser("Linux", "", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"));

    private static Device phone(
            String type, String maker, String model, String os, String osVersion, String library, String agent) {
        String userAgent = "SparkEats/8 (" + model + "; " + os + " " + osVersion + ") " + agent;
        String screen = "\"width\":1170,\"height\":2532,\"density\":3";
        return new Device(true, type, maker, model, os, osVersion, library, "1.7.3", screen, userAgent);
    }

    private static Device browser(String os, String osVersion, String userAgent) {
        String screen = "\"width\":1920,\"height\":1080,\"density\":2";
        return new Device(false, "browser", "", "", os, osVersion, "analytics.js", "next-1.77.0", screen, userAgent);
    }
}
