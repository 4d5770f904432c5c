"""Run by the system's Python beside LibreOffice: prints what it thinks of signed files.

Usage: libreoffice_verify.py PIPE FILE…  (soffice already listens on that pipe)
Each line: name, then for each signature its validity (0/1) and the certificate status (0 is valid).
"""

import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

READ = 1


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def signatures(context, path):
    manager = context.ServiceManager
    factory = manager.createInstanceWithContext("com.sun.star.embed.StorageFactory", context)
    # With OFOPXMLFormat every file would read as unsigned.
    zip_format = PropertyValue("StorageFormat", 0, "ZipFormat", 0)
    options = uno.Any("[]com.sun.star.beans.PropertyValue", (zip_format,))
    storage = uno.invoke(factory, "createInstanceWithArguments", ((path.as_uri(), READ, options),))
    checker = manager.createInstanceWithContext(
        "com.sun.star.security.DocumentDigitalSignatures", context
    )
    return checker.verifyDocumentContentSignatures(storage, None)


def main():
    context = connect(sys.argv[1])
    for name in sys.argv[2:]:
        path = Path(name).resolve()
        found = [
            f"{int(one.SignatureIsValid)}:{one.CertificateStatus}"
            for one in signatures(context, path)
        ]
        sys.stdout.write(" ".join([path.name, *found]) + "\n")
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    sys.stdout.flush()
    desktop.terminate()
    # The bridge may be gone by now, and Python's own end would crash on what is left of it.
    os._exit(0)


main()
