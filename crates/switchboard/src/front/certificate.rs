//! The certificate: read from files, checked, put in use, and read again when the files change.
//!
//! A new pair that can't be used is reported and the old one stays: whoever renews a certificate must not be able to shut
//! the phone bank by a slip. Connections that are open keep the certificate they began with.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use switchboard_store::rules::moment::{Moment, Span};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{ServerConfig, version};
use x509_cert::der::Decode;

/// The largest file that is taken for a certificate or a key.
const FILE_MAX: u64 = 256 * 1024;

/// Why a pair can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("`{file}` can't be read ({why}): is the path right, and may the program read it?")]
    Read { file: String, why: io::ErrorKind },
    #[error("`{file}` has no certificate in PEM form (-----BEGIN CERTIFICATE-----)")]
    NoCertificate { file: String },
    #[error("`{file}` has no private key in PEM form (-----BEGIN PRIVATE KEY-----)")]
    NoKey { file: String },
    #[error("`{file}` holds a certificate that can't be understood")]
    Shape { file: String },
    #[error(
        "the key in `{key}` does not belong to the certificate in `{certificate}`: put the pair together again"
    )]
    Unfit { certificate: String, key: String },
    #[error("the certificate in `{file}` is out of date: renew it")]
    Past { file: String },
}

/// What a certificate says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// From when it is good.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
}

/// A pair that fits.
#[derive(Debug)]
pub struct Pair {
    certified: Arc<CertifiedKey>,
    /// What the certificate says of itself.
    pub facts: Facts,
}

/// Reads a pair and checks that it fits. Whether it is in date is for whoever asks.
pub fn read(certificate: &Path, key: &Path) -> Result<Pair, Broken> {
    let named = |path: &Path| path.display().to_string();
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&bytes(certificate)?)
        .collect::<Result<_, _>>()
        .map_err(|_| Broken::NoCertificate {
            file: named(certificate),
        })?;
    let first = chain.first().ok_or_else(|| Broken::NoCertificate {
        file: named(certificate),
    })?;
    let facts = facts(first).ok_or_else(|| Broken::Shape {
        file: named(certificate),
    })?;
    let secret = PrivateKeyDer::from_pem_slice(&bytes(key)?)
        .map_err(|_| Broken::NoKey { file: named(key) })?;
    let unfit = || Broken::Unfit {
        certificate: named(certificate),
        key: named(key),
    };
    let signing = aws_lc_rs::sign::any_supported_type(&secret).map_err(|_| unfit())?;
    let certified = CertifiedKey::new(chain, signing);
    certified.keys_match().map_err(|_| unfit())?;
    Ok(Pair {
        certified: Arc::new(certified),
        facts,
    })
}

impl Pair {
    /// Whether it is good for this name.
    pub fn covers(&self, host: &str) -> bool {
        let Some(first) = self.certified.cert.first() else {
            return false;
        };
        let Ok(name) = ServerName::try_from(host.to_owned()) else {
            return false;
        };
        tokio_rustls::rustls::server::ParsedCertificate::try_from(first).is_ok_and(|parsed| {
            tokio_rustls::rustls::client::verify_server_name(&parsed, &name).is_ok()
        })
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Broken> {
    use std::io::Read as _;
    let broken = |error: &io::Error| Broken::Read {
        file: path.display().to_string(),
        why: error.kind(),
    };
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(FILE_MAX).read_to_end(&mut bytes))
        .map_err(|error| broken(&error))?;
    Ok(bytes)
}

fn facts(certificate: &CertificateDer<'_>) -> Option<Facts> {
    let parsed = x509_cert::Certificate::from_der(certificate).ok()?;
    let validity = parsed.tbs_certificate().validity();
    let moment = |time: x509_cert::time::Time| {
        i64::try_from(time.to_unix_duration().as_millis())
            .ok()
            .map(Moment::from_millis)
    };
    Some(Facts {
        from: moment(validity.not_before)?,
        until: moment(validity.not_after)?,
    })
}

/// How the last look at the files ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// The files are as they were.
    Same,
    /// A new pair is in use.
    New(Facts),
    /// There is a new pair, and it can't be used; the sentence says why.
    Broken(String),
}

/// The certificate in use, and the files it came from.
#[derive(Debug)]
pub struct Certificate {
    files: [PathBuf; 2],
    now: RwLock<Pair>,
    /// When the files last changed, as they were last looked at.
    changed: Mutex<[Option<SystemTime>; 2]>,
    /// What is wrong with the files as they are, if anything is.
    broken: Mutex<Option<String>>,
}

impl Certificate {
    /// Reads the files for the first time; a pair that can't be used is an error.
    pub fn open(certificate: PathBuf, key: PathBuf, now: Moment) -> Result<Arc<Self>, Broken> {
        let files = [certificate, key];
        let changed = changed(&files);
        let pair = read(&files[0], &files[1])?;
        if pair.facts.until <= now {
            return Err(Broken::Past {
                file: files[0].display().to_string(),
            });
        }
        Ok(Arc::new(Self {
            now: RwLock::new(pair),
            changed: Mutex::new(changed),
            broken: Mutex::new(None),
            files,
        }))
    }

    /// Looks whether the files changed, and takes a new pair that can be used.
    pub fn look(&self, now: Moment) -> Looked {
        let found = changed(&self.files);
        let mut known = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == found {
            return Looked::Same;
        }
        *known = found;
        let [certificate, key] = &self.files;
        let taken = read(certificate, key).and_then(|pair| {
            if pair.facts.until <= now {
                return Err(Broken::Past {
                    file: certificate.display().to_string(),
                });
            }
            Ok(pair)
        });
        let (looked, broken) = match taken {
            Ok(pair) => {
                let facts = pair.facts;
                *self.now.write().unwrap_or_else(PoisonError::into_inner) = pair;
                (Looked::New(facts), None)
            }
            Err(broken) => (Looked::Broken(broken.to_string()), Some(broken.to_string())),
        };
        *self.broken.lock().unwrap_or_else(PoisonError::into_inner) = broken;
        looked
    }

    /// What the certificate in use says of itself.
    pub fn facts(&self) -> Facts {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .facts
    }

    /// Whether the certificate in use is good for this name.
    pub fn covers(&self, host: &str) -> bool {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .covers(host)
    }

    /// Why the files as they are can't be used, if they can't.
    pub fn broken(&self) -> Option<String> {
        self.broken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// How long the certificate in use is still good.
    pub fn left(&self, now: Moment) -> Span {
        self.facts().until.since(now)
    }
}

fn changed(files: &[PathBuf; 2]) -> [Option<SystemTime>; 2] {
    let at = |path: &PathBuf| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    [at(&files[0]), at(&files[1])]
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let pair = self.now.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&pair.certified))
    }
}

/// TLS 1.2 and 1.3 with the one provider of cryptography, HTTP/1.1 inside.
pub(super) fn tls(
    certificate: Arc<Certificate>,
) -> Result<Arc<ServerConfig>, tokio_rustls::rustls::Error> {
    let provider: Arc<CryptoProvider> = Arc::new(aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
