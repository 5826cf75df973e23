package sparkjoy.serve;

import org.apache.hive.service.rpc.thrift.TCLIService;
import org.apache.hive.service.rpc.thrift.TCancelDelegationTokenReq;
import org.apache.hive.service.rpc.thrift.TCancelDelegationTokenResp;
import org.apache.hive.service.rpc.thrift.TDownloadDataReq;
import org.apache.hive.service.rpc.thrift.TDownloadDataResp;
import org.apache.hive.service.rpc.thrift.TGetDelegationTokenReq;
import org.apache.hive.service.rpc.thrift.TGetDelegationTokenResp;
import org.apache.hive.service.rpc.thrift.TRenewDelegationTokenReq;
import org.apache.hive.service.rpc.thrift.TRenewDelegationTokenResp;
import org.apache.hive.service.rpc.thrift.TUploadDataReq;
import org.apache.hive.service.rpc.thrift.TUploadDataResp;

/** The calls of the protocol that this server refuses, with a message. */
abstract class NotOffered implements TCLIService.Iface {
    @Override
    public TGetDelegationTokenResp GetDelegationToken(TGetDelegationTokenReq request) {
        TGetDelegationTokenResp response = new TGetDelegationTokenResp();
        response.setStatus(Answers.notOffered("delegation tokens"));
        return response;
    }

    @Override
    public TCancelDelegationTokenResp CancelDelegationToken(TCancelDelegationTokenReq request) {
        TCancelDelegationTokenResp response = new TCancelDelegationTokenResp();
        response.setStatus(Answers.notOffered("delegation tokens"));
        return response;
    }

    @Override
    public TRenewDelegationTokenResp RenewDelegationToken(TRenewDelegationTokenReq request) {
        TRenewDelegationTokenResp response = new TRenewDelegationTokenResp();
        response.setStatus(Answers.notOffered("delegation tokens"));
        return response;
    }

    @Override
    public TUploadDataResp UploadData(TUploadDataReq request) {
        TUploadDataResp response = new TUploadDataResp();
        response.setStatus(Answers.notOffered("upload"));
        return response;
    }

    @Override
    public TDownloadDataResp DownloadData(TDownloadDataReq request) {
        TDownloadDataResp response = new TDownloadDataResp();
        response.setStatus(Answers.notOffered("download"));
        return response;
    }
}
