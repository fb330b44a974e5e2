//! The one configuration file, `switchboard.toml` in the world's directory. Unknown keys are errors.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

/// The whole file. Every key has a default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// How the world is served.
    pub(crate) serve: Serve,
}

/// `[serve]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Serve {
    /// Where to listen; on this machine alone until the installation speaks HTTPS itself.
    pub(crate) listen: SocketAddr,
    /// Whether a proxy on this machine speaks HTTPS before it: cookies are then Secure and HSTS is sent.
    pub(crate) https_proxy: bool,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            https_proxy: false,
        }
    }
}

/// Reads the file, or takes the defaults when there is none.
pub(crate) fn read(dir: &Path) -> anyhow::Result<Config> {
    let path = dir.join("switchboard.toml");
    match std::fs::read_to_string(&path) {
        Ok(text) => toml::from_str(&text)
            .with_context(|| format!("`{}` can't be understood", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(error).with_context(|| format!("`{}` can't be read", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_nobody_knows_is_an_error_that_names_it() {
        let error = toml::from_str::<Config>("[serve]\nlissten = \"127.0.0.1:80\"").unwrap_err();
        assert!(error.to_string().contains("lissten"));
        let config: Config = toml::from_str("[serve]\nlisten = \"127.0.0.1:9000\"").unwrap();
        assert_eq!(config.serve.listen.port(), 9000);
    }
}
