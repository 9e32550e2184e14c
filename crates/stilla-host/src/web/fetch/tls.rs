//! TLS below an exchange: rustls on a provider without C, and whom it trusts.
//!
//! Uses: rustls. Never: core, http.

use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::grants::Trust;

/// An encrypted connection.
pub(super) type Stream = StreamOwned<ClientConnection, TcpStream>;

/// Encrypts a connection to a host; the handshake happens with the first bytes.
pub(super) fn begin(stream: TcpStream, host: &str, trust: &Trust) -> Result<Stream, String> {
    if !is_able() {
        return Err("https: needs a newer processor".to_owned());
    }
    let name = ServerName::try_from(host.to_owned());
    let name = name.map_err(|_| format!("'{host}' is no name of a host"))?;
    let config = ClientConfig::builder_with_provider(Arc::new(rustls_graviola::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots(trust)?)
        .with_no_client_auth();
    let connection =
        ClientConnection::new(Arc::new(config), name).map_err(|error| error.to_string())?;
    Ok(StreamOwned::new(connection, stream))
}

/// Whether the processor has the instructions that the provider is written in.
fn is_able() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::is_x86_feature_detected as has;
        has!("aes")
            && has!("pclmulqdq")
            && has!("bmi1")
            && has!("adx")
            && has!("avx")
            && has!("avx2")
    }
    #[cfg(target_arch = "aarch64")]
    {
        use std::arch::is_aarch64_feature_detected as has;
        has!("neon") && has!("aes") && has!("pmull") && has!("sha2")
    }
}

/// The certificates that others are checked against.
fn roots(trust: &Trust) -> Result<RootCertStore, String> {
    let Trust::File(path) = trust else {
        return Ok(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect());
    };
    let unreadable = |why: String| format!("{}: {why}", path.display());
    let certificates =
        CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))?;
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| unreadable(error.to_string()))?;
    }
    match roots.is_empty() {
        true => Err(unreadable("there is no certificate in it".to_owned())),
        false => Ok(roots),
    }
}
