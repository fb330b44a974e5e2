//! How many people sign in a minute, each from an address and a browser of their own: the evening begins, and all come at once.
//!
//! Through the whole edge without a socket. With codes, where nothing is hashed, and with a caller's password, where argon2id is
//! most of the cost: it is measured apart, alone on one core.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use switchboard_store::door::{self, NewAccount, NewPassword};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::person::Email;
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::{Auth, Meta, Options, SessionKey, Tx, World, WorldKind};

use super::stage::act;
use crate::app::{App, Cookies};
use crate::clock::Clock;
use crate::edge;

/// How many sign in.
#[derive(Debug, clap::Args)]
pub(super) struct SignInsArgs {
    /// People, each of whom signs in once.
    #[arg(long, default_value_t = 1_000)]
    people: usize,
    /// Requests that are under way at once.
    #[arg(long, default_value_t = 32)]
    at_once: usize,
    /// How many begin in a second; 0 for as many as there can be.
    #[arg(long, default_value_t = 17)]
    rate: u32,
}

const PASSWORD: &str = "seven quiet harbours at dusk";

/// Who signs in.
struct Person {
    code: String,
    email: String,
}

pub(super) fn run(args: &SignInsArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let dir = std::env::temp_dir().join(format!("switchboard-sign-ins-{}", std::process::id()));
    let result = measured(args, &dir, out);
    let _left = std::fs::remove_dir_all(&dir);
    result
}

fn measured(args: &SignInsArgs, dir: &std::path::Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let meta = Meta::new(WorldKind::Live, "The bench", "bench.example.org")?;
    let clock = Clock::System;
    let world = World::create(dir, None, &meta, clock.now(), Options::default())?;
    let started = Instant::now();
    let password = NewPassword::parse_alone(PASSWORD, &[])
        .map_err(|_| anyhow::anyhow!("the password isn't taken"))?;
    let hashed = world.hash(&password)?;
    let one_hash = started.elapsed();
    let people = Arc::new(people(&world, args.people, &hashed)?);
    let router = edge::router(App::new(world, clock, Cookies::Loopback));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    writeln!(
        out,
        "one argon2id hash, alone: {} ms\n\n| way | people | let in | refused | seconds | a minute |\n|---|---|---|---|---|---|",
        one_hash.as_millis()
    )?;
    for (way, path) in [("code", "/sign-in"), ("password", "/sign-in/password")] {
        let started = Instant::now();
        let let_in = runtime.block_on(all(&router, path, &people, args))?;
        let seconds = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a few thousand people")]
        let minute = let_in as f64 / seconds * 60.0;
        writeln!(
            out,
            "| {way} | {} | {let_in} | {} | {seconds:.1} | {minute:.0} |",
            people.len(),
            people.len() - let_in
        )?;
    }
    Ok(())
}

/// Callers with a code that works more than once, and an address with the same password each.
fn people(world: &World, count: usize, hashed: &door::Hashed) -> anyhow::Result<Vec<Person>> {
    let now = Clock::System.now();
    let mut all = Vec::with_capacity(count);
    for at in 0..count {
        let new = NewAccount {
            label: format!("Caller {at}"),
            role: Role::Caller,
            scope: Scope::Organisation,
            code_until: now.plus(Span::days(1)),
            reusable: true,
            made_at: now.minus(Span::days(60)),
        };
        let (_, code) = act(world, Auth::Console, now, move |tx: &mut Tx<'_, '_>| {
            door::add_account(tx, &new)
        })?;
        let code = code.expose();
        let typed = code.clone();
        let opened = act(
            world,
            Auth::Job("bench"),
            now,
            move |tx: &mut Tx<'_, '_>| door::sign_in(tx, &typed, Opened::Code),
        )?;
        let key = SessionKey::of(opened.token.expose()).context("the session has no key")?;
        let email = format!("caller-{at}@example.org");
        let (address, hashed) = (Email::parse(&email)?, hashed.clone());
        act(
            world,
            Auth::Session(key),
            now,
            move |tx: &mut Tx<'_, '_>| door::set_callers_password(tx, &address, &hashed),
        )?;
        all.push(Person { code, email });
    }
    Ok(all)
}

/// Lets everybody sign in; answers how many were let in.
async fn all(
    router: &Router,
    path: &'static str,
    people: &Arc<Vec<Person>>,
    args: &SignInsArgs,
) -> anyhow::Result<usize> {
    let (started, rate) = (Instant::now(), args.rate);
    let (next, let_in) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let tasks: Vec<_> = (0..args.at_once)
        .map(|_| {
            let (router, people) = (router.clone(), Arc::clone(people));
            let (next, let_in) = (Arc::clone(&next), Arc::clone(&let_in));
            tokio::spawn(async move {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(person) = people.get(at) else {
                        return Ok::<_, anyhow::Error>(());
                    };
                    if let Some(wait) = Duration::from_secs(u64::try_from(at)?).checked_div(rate) {
                        tokio::time::sleep_until((started + wait).into()).await;
                    }
                    if one(&router, path, at, person).await? {
                        let_in.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(let_in.load(Ordering::Relaxed))
}

/// One person signs in, from an address of their own.
async fn one(router: &Router, path: &str, at: usize, person: &Person) -> anyhow::Result<bool> {
    let form = match path {
        "/sign-in" => format!("code={}", person.code),
        _ => format!(
            "email={}&password={}&number=",
            person.email,
            PASSWORD.replace(' ', "+")
        ),
    };
    let [_, _, high, low] = u32::try_from(at)?.to_be_bytes();
    let address = SocketAddr::from(([10, 7, high, low], 40_000));
    let mut request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, "http://localhost")
        .header(header::HOST, "localhost")
        .body(Body::from(form))?;
    request.extensions_mut().insert(ConnectInfo(address));
    let site = TowerToHyperService::new(router.clone());
    let answer = site
        .call(request)
        .await
        .unwrap_or_else(|never| match never {});
    match answer.status().as_u16() {
        303 => Ok(answer.headers().contains_key(header::SET_COOKIE)),
        422 | 429 | 503 => Ok(false),
        other => bail!("{path} answered {other}"),
    }
}
