//! A provider for stories: its document, its keys, codes for tokens. It tells whatever it is told to.

use std::collections::{BTreeMap, HashMap};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::issuer::Issuer;

pub(crate) const CLIENT: &str = "switchboard";
const SECRET: &str = "invented, 40 letters of it or so: a+b/c";

/// What a code stands for.
struct Code {
    challenge: String,
    token: String,
}

pub(crate) struct Provider {
    pub(crate) issuer: Issuer,
    codes: Mutex<HashMap<String, Code>>,
    /// What its keys' names begin with.
    pub(crate) k: Mutex<&'static str>,
    pub(crate) keys_asked: AtomicU32,
    numbers: AtomicU32,
    pub(crate) is_away: Mutex<bool>,
    /// Whether it changes no code while all else goes on.
    pub(crate) changes_none: Mutex<bool>,
    pub(crate) tokens_asked: AtomicU32,
    /// The file with the client's secret.
    _secret: tempfile::TempDir,
    /// What stands in `switchboard.toml`.
    pub(crate) config: &'static str,
    _runtime: tokio::runtime::Runtime,
}

/// What is asked of it.
pub(crate) type Asked = BTreeMap<String, String>;

impl Provider {
    pub(crate) fn open() -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let dir = tempfile::tempdir().unwrap();
        let secret = dir.path().join("oidc.secret");
        std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let config = format!(
            "[oidc]\nissuer = \"{url}\"\nclient_id = \"{CLIENT}\"\nclient_secret = \"{}\"\noffice_acr = [\"two\"]\nname = \"the staff sign-in\"\n",
            secret.display()
        );
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        Arc::new_cyclic(|me: &std::sync::Weak<Self>| {
            let router = Router::new()
                .route("/.well-known/openid-configuration", get(document))
                .route("/keys", get(keys))
                .route("/token", post(token))
                .with_state(me.clone());
            runtime.spawn(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router).await.unwrap();
            });
            Self {
                issuer: Issuer::new(&url),
                codes: Mutex::default(),
                k: Mutex::new("k"),
                keys_asked: AtomicU32::new(0),
                numbers: AtomicU32::new(0),
                is_away: Mutex::new(false),
                changes_none: Mutex::new(false),
                tokens_asked: AtomicU32::new(0),
                _secret: dir,
                config: Box::leak(config.into_boxed_str()),
                _runtime: runtime,
            }
        })
    }

    /// A code for whoever was sent here, with which this token goes out.
    pub(crate) fn code(&self, asked: &Asked, says: &Value) -> String {
        let kid = format!("{}-ES256", self.k.lock().unwrap());
        self.code_for(asked, self.issuer.token("ES256", &kid, says))
    }

    pub(crate) fn code_for(&self, asked: &Asked, token: String) -> String {
        let number = self.numbers.fetch_add(1, Ordering::SeqCst);
        let code = format!("code {number}&more");
        let challenge = asked["code_challenge"].clone();
        let kept = Code { challenge, token };
        self.codes.lock().unwrap().insert(code.clone(), kept);
        code
    }
}

type Me = State<std::sync::Weak<Provider>>;

fn here(me: &std::sync::Weak<Provider>) -> Result<Arc<Provider>, StatusCode> {
    let provider = me.upgrade().ok_or(StatusCode::GONE)?;
    let is_away = *provider.is_away.lock().unwrap();
    if is_away {
        return Err(StatusCode::BAD_GATEWAY);
    }
    Ok(provider)
}

async fn document(State(me): Me) -> Result<Json<Value>, StatusCode> {
    let url = here(&me)?.issuer.url.clone();
    Ok(Json(json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/auth?realm=members"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"),
        "authorization_response_iss_parameter_supported": true,
    })))
}

async fn keys(State(me): Me) -> Result<String, StatusCode> {
    let provider = here(&me)?;
    provider.keys_asked.fetch_add(1, Ordering::SeqCst);
    let k = *provider.k.lock().unwrap();
    Ok(provider.issuer.keys(k))
}

/// Takes each code once, from us alone, with the right verifier.
async fn token(
    State(me): Me,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let provider = here(&me)?;
    provider.tokens_asked.fetch_add(1, Ordering::SeqCst);
    if *provider.changes_none.lock().unwrap() {
        return Err(StatusCode::BAD_GATEWAY);
    }
    let line = headers["authorization"].to_str().unwrap();
    let secret = "invented%2C%2040%20letters%20of%20it%20or%20so%3A%20a%2Bb%2Fc";
    let ours = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{secret}")));
    if line != ours || form["redirect_uri"] != "http://localhost:8080/oidc/back" {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let kept = provider.codes.lock().unwrap().remove(&form["code"]);
    let kept = kept.ok_or(StatusCode::BAD_REQUEST)?;
    let hash =
        aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, form["code_verifier"].as_bytes());
    if URL_SAFE_NO_PAD.encode(hash) != kept.challenge {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(Json(
        json!({ "id_token": kept.token, "access_token": "unused", "token_type": "Bearer" }),
    ))
}
