import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.crypt.dsig.SignatureConfig;
import org.apache.poi.poifs.crypt.dsig.SignatureInfo;
import org.apache.poi.poifs.crypt.dsig.SignaturePart;

/** Prints one line per file: its name, how many signatures, how many valid, how many trusted. */
public final class Verify {
    public static void main(String[] names) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate root;
        try (InputStream stream = new FileInputStream(names[0])) {
            root = (X509Certificate) factory.generateCertificate(stream);
        }
        for (int i = 1; i < names.length; i++) {
            System.out.println(new File(names[i]).getName() + " " + verdict(names[i], root, factory));
        }
    }

    private static String verdict(String name, X509Certificate root, CertificateFactory factory) {
        int all = 0;
        int valid = 0;
        int trusted = 0;
        try (OPCPackage opened = OPCPackage.open(name, PackageAccess.READ)) {
            SignatureConfig config = new SignatureConfig();
            config.setOpcPackage(opened);
            SignatureInfo info = new SignatureInfo();
            info.setSignatureConfig(config);
            // SignatureInfo.verifySignature() would look at the first signature only.
            for (SignaturePart part : info.getSignatureParts()) {
                all++;
                if (part.validate()) {
                    valid++;
                    trusted += isTrusted(part.getCertChain(), root, factory) ? 1 : 0;
                }
            }
        } catch (Exception | LinkageError error) {
            return "error " + error;
        }
        return all + " " + valid + " " + trusted;
    }

    private static boolean isTrusted(
            List<X509Certificate> chain, X509Certificate root, CertificateFactory factory) {
        try {
            List<X509Certificate> path = new ArrayList<>(chain);
            path.removeIf(root::equals);
            CertPath certPath = factory.generateCertPath(path);
            PKIXParameters parameters =
                    new PKIXParameters(Collections.singleton(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return true;
        } catch (Exception error) {
            return false;
        }
    }
}
