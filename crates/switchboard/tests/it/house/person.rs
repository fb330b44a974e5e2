//! Somebody in a story, with a browser (a jar of cookies) and a token for the API.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use switchboard_store::door::{self, NewAccount};
use switchboard_store::rules::ids::{AccountId, ImportId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::{Auth, SessionKey, World, roll};

use super::audit::Seen;
use super::{Answer, House, given};
use crate::program::wait;

pub(crate) struct Person<'h> {
    house: &'h House,
    account: Option<AccountId>,
    /// The code they were told, to be typed.
    pub(crate) code: String,
    /// Their token for the API; empty for strangers.
    pub(crate) token: String,
    jar: RefCell<BTreeMap<String, String>>,
}

impl<'h> Person<'h> {
    /// Somebody without an account.
    pub(crate) fn stranger(house: &'h House) -> Self {
        Self {
            house,
            account: None,
            code: String::new(),
            token: String::new(),
            jar: RefCell::default(),
        }
    }

    /// Somebody with a role, a week old, signed in with their code through the page.
    pub(crate) fn signed_in(house: &'h House, role: Role, scope: Scope) -> Self {
        let person = Self::told(house, role, scope);
        person.sign_in().expect(303);
        person
    }

    /// Somebody with a role who was told a code and has a token.
    pub(crate) fn told(house: &'h House, role: Role, scope: Scope) -> Self {
        Self::of(house, hire(house.world(), house.now(), role, scope))
    }

    /// Somebody who was hired.
    pub(crate) fn of(
        house: &'h House,
        (account, code, token): (AccountId, String, String),
    ) -> Self {
        Self {
            house,
            account: Some(account),
            code,
            token,
            jar: RefCell::default(),
        }
    }

    /// The same account in a restored house, with the code that was printed for it and nothing else.
    pub(crate) fn again(house: &'h House, before: &Person<'_>, code: &str) -> Self {
        Self {
            house,
            account: before.account,
            code: code.to_owned(),
            token: String::new(),
            jar: RefCell::default(),
        }
    }

    /// Whoever has just joined or signed in with this browser: from now on what they are shown is their account's.
    pub(crate) fn arrived(mut self) -> Self {
        let token = self.session().unwrap();
        self.account = Some(SessionKey::of(&token).unwrap().account());
        self.token = token;
        self
    }

    /// Types the code into the page.
    pub(crate) fn sign_in(&self) -> Answer {
        let form = encoded(&[("code", &self.code)]);
        let mut request = self.request(
            Method::POST,
            "/sign-in",
            Some(("application/x-www-form-urlencoded", form)),
        );
        request
            .extensions_mut()
            .insert(ConnectInfo(self.house.address()));
        self.take(self.house.send(request), "")
    }

    /// A new token for the API, as after the old one's time.
    pub(crate) fn renew_token(&mut self) {
        let typed = self.code.clone();
        let signed_in = given(self.house.act(Auth::Job("story"), move |tx| {
            door::sign_in(tx, &typed, Opened::Token)
        }));
        signed_in.token.expose().clone_into(&mut self.token);
    }

    pub(crate) fn account(&self) -> AccountId {
        self.account.unwrap()
    }

    /// This person's authority for an act past the edge.
    pub(crate) fn auth(&self) -> Auth {
        Auth::Session(SessionKey::of(&self.token).unwrap())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None)
    }

    /// Sends a form with this session's proof in it.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = if path.starts_with("/rang/") {
            self.own_csrf()
        } else {
            self.csrf()
        };
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.ask(
            Method::POST,
            path,
            Some(("application/x-www-form-urlencoded", encoded(&all))),
        )
    }

    /// Sends a file as the import page does.
    pub(crate) fn upload(&self, path: &str, file: &str) -> Answer {
        self.upload_bytes(path, file.as_bytes(), "")
    }

    /// Sends a file of any kind, and names a sheet.
    pub(crate) fn upload_bytes(&self, path: &str, file: &[u8], sheet: &str) -> Answer {
        let part = |name: &str, body: &str| {
            format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{body}\r\n")
        };
        let head =
            "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"roll\"\r\n\r\n";
        let fields = [
            part("csrf", &self.csrf()),
            part("region", "GB"),
            part("sheet", sheet),
            head.to_owned(),
        ]
        .concat();
        let body = [fields.as_bytes(), file, b"\r\n--cut--\r\n"].concat();
        let kind = "multipart/form-data; boundary=cut";
        let mut request = self.request(Method::POST, path, Some((kind, String::new())));
        *request.body_mut() = Body::from(body);
        let typed = String::from_utf8_lossy(file);
        let answer = self.take(self.house.send(request), &typed);
        if let Some(id) = answer.location().strip_prefix("/roll/import/") {
            self.wait_for(ImportId::parse(id).unwrap());
        }
        answer
    }

    /// Waits until an import, which goes on behind its page, has ended.
    fn wait_for(&self, id: ImportId) {
        let is_running = || {
            let status = self.house.act(self.auth(), move |tx| roll::status(tx, id));
            given(status).state == "running"
        };
        for _ in 0..500 {
            if !is_running() {
                return;
            }
            wait(Duration::from_millis(20));
        }
        panic!("an import never ended");
    }

    /// Asks the API with the token; a body is sent as JSON.
    pub(crate) fn api(
        &self,
        method: Method,
        path: &str,
        body: Option<serde_json::Value>,
    ) -> Answer {
        let body = body.map(|body| ("application/json", body.to_string()));
        self.ask(method, path, body)
    }

    /// Any request, with cookies on pages and the token on the API.
    pub(crate) fn ask(&self, method: Method, path: &str, body: Option<(&str, String)>) -> Answer {
        let typed = body
            .as_ref()
            .map(|(_, body)| body.clone())
            .unwrap_or_default();
        let answer = self.house.send(self.request(method, path, body));
        self.take(answer, &typed)
    }

    /// A request of this person's that was changed by hand, without a body.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        self.take(self.house.send(request), "")
    }

    /// The request as this person's browser or program sends it.
    pub(crate) fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:8080");
        if path.starts_with("/api/") {
            if !self.token.is_empty() {
                request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
            }
        } else if !self.jar.borrow().is_empty() {
            let jar = self.jar.borrow();
            let pairs: Vec<String> = jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        match body {
            Some((kind, body)) => request
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
                .unwrap(),
            None => request.body(Body::empty()).unwrap(),
        }
    }

    /// Keeps cookies, and notes what was shown to whom.
    fn take(&self, answer: Answer, typed: &str) -> Answer {
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = line.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.jar.borrow_mut().remove(name);
            } else {
                self.jar
                    .borrow_mut()
                    .insert(name.to_owned(), value.to_owned());
            }
        }
        let text = format!("{} {:?}", answer.body, answer.headers);
        self.house.seen.borrow_mut().push(Seen::of(
            self.house,
            self.seen_by(),
            &text,
            typed,
            answer.card(),
        ));
        answer
    }

    /// The proof that this session's forms carry.
    pub(crate) fn csrf(&self) -> String {
        self.session()
            .and_then(|token| SessionKey::of(&token))
            .map(|key| key.form_proof())
            .unwrap_or_default()
    }

    /// The proof that the forms of a member's own page carry.
    pub(crate) fn own_csrf(&self) -> String {
        let jar = self.jar.borrow();
        let own = jar.get(self.house.app.cookies.own());
        own.and_then(|token| switchboard_store::own_page::OwnKey::of(token))
            .map(|key| key.form_proof())
            .unwrap_or_default()
    }

    /// Whom the ledger names for what this person is shown: nobody's account where it is a member's own page.
    fn seen_by(&self) -> Option<AccountId> {
        let jar = self.jar.borrow();
        let is_own = jar.contains_key(self.house.app.cookies.own());
        self.account
            .or_else(|| is_own.then_some(switchboard_store::SYSTEM))
    }

    /// The session cookie's value.
    pub(crate) fn session(&self) -> Option<String> {
        self.jar
            .borrow()
            .get(self.house.app.cookies.session())
            .cloned()
    }

    /// The cookies as they are kept.
    pub(crate) fn jar(&self) -> BTreeMap<String, String> {
        self.jar.borrow().clone()
    }

    /// Puts cookies into the jar, as somebody does who has another's.
    pub(crate) fn set_jar(&self, cookies: BTreeMap<String, String>) {
        *self.jar.borrow_mut() = cookies;
    }
}

/// A new account a month old: its id, its code and a token for the API.
pub(crate) fn hire(
    world: &World,
    now: Moment,
    role: Role,
    scope: Scope,
) -> (AccountId, String, String) {
    let new = NewAccount {
        label: format!("Colleague {}", role.text()),
        role,
        scope,
        code_until: now.plus(Span::days(30)),
        reusable: true,
        made_at: now.minus(Span::days(30)),
    };
    let made = world.write("hire", Auth::Console, now, move |tx| {
        door::add_account(tx, &new)
    });
    let (account, code) = given(made.wait().unwrap());
    let (code, typed) = (code.expose(), code.expose());
    let signed_in = world.write("token", Auth::Job("story"), now, move |tx| {
        door::sign_in(tx, &typed, Opened::Token)
    });
    let token = given(signed_in.wait().unwrap()).token.expose().to_owned();
    (account, code, token)
}

/// Fields as a browser writes them into the body of a form.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let text = |text: &str| -> String {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", text(name), text(value)))
        .collect::<Vec<_>>()
        .join("&")
}
