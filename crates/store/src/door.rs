//! The door: accounts, terms, codes, sessions. (Passkeys, passwords and invitations come with their own issue; the
//! tables for terms are laid.)

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, SessionId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{
    Action, Facts, Grant, Opened, Place, Reason, Refusal, Resource, Role, Scope,
};

use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::mint::random_id;
use crate::seal::{Spot, fresh};
use crate::session::{Auth, SessionKey, Token, id16, scope_columns};
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// How long a session lasts at most.
const SESSION_MAX: Span = Span::hours(12);

/// Letters and digits that are not taken for one another when read aloud.
const CODE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A code somebody is told: 12 characters, 60 bits, in three groups.
pub struct Code(String);

impl Code {
    fn fresh() -> Result<Self, Fault> {
        let random: [u8; 12] = fresh()?;
        let letters: String = random
            .iter()
            .map(|b| {
                char::from(
                    CODE_LETTERS
                        .get(usize::from(b & 31))
                        .copied()
                        .unwrap_or(b'2'),
                )
            })
            .collect();
        Ok(Self(letters))
    }

    /// The code as it is told, in groups of four.
    pub fn expose(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// The typed code without spaces, hyphens and case.
fn typed(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn code_hash(world: &Inner, typed: &str) -> [u8; 32] {
    world.keys.door.full("code", typed.as_bytes())
}

/// An account with its first role, as the console or an officer makes it.
#[derive(Clone)]
pub struct NewAccount {
    /// The person's name, as colleagues know them.
    pub label: String,
    /// The first role and how far it reaches.
    pub role: Role,
    /// How far.
    pub scope: Scope,
    /// Until when the code works.
    pub code_until: Moment,
    /// Whether the code works more than once (demo worlds only).
    pub reusable: bool,
    /// Since when the account counts as made; new accounts have smaller budgets.
    pub made_at: Moment,
}
says_only_its_name!(NewAccount);

/// Makes an account with a role and a code. At the console only, until the Door issue.
pub fn add_account(
    tx: &mut Tx<'_, '_>,
    new: &NewAccount,
) -> Result<Verdict<(AccountId, Code)>, Fault> {
    let account = AccountId::from_bytes(random_id()?);
    let grant = match tx.ask(Action::AddAccount, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let code = Code::fresh()?;
    let now = tx.now();
    let spot = Spot {
        table: "account",
        column: "label_sealed",
        row: account.as_bytes(),
    };
    let label = tx.world.keys.account.seal(spot, new.label.as_bytes())?;
    tx.later(
        "insert into account (bucket, id, label_sealed, created_at) values ($1, $2, $3, $4)",
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(label),
            Value::Int(new.made_at.millis()),
        ],
    );
    let (scope_kind, scope) = scope_columns(new.scope);
    tx.later(
        "insert into term (bucket, account, id, role, scope_kind, scope, from_at, granted_by) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(random_id()?.to_vec()),
            Value::Text(new.role.text().to_owned()),
            Value::Text(scope_kind.to_owned()),
            Value::Bytes(scope),
            Value::Int(now.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
        ],
    );
    let hash = code_hash(tx.world, &typed(&code.0));
    tx.later(
        "insert into sign_in_code (bucket, code_hash, account, expires_at, reusable) values ($1, $2, $3, $4, $5)",
        vec![
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(new.code_until.millis()),
            Value::Int(i64::from(new.reusable)),
        ],
    );
    let detail = format!("account={account}");
    entry::write(
        tx,
        &Draft::act(EventKind::AccountAdded, &grant).detail(detail.clone()),
        &[],
    )?;
    let role = format!("{detail} role={} scope={scope_kind}", new.role.text());
    entry::write(
        tx,
        &Draft::act(EventKind::TermGranted, &grant).detail(role),
        &[],
    )?;
    Ok(Verdict::Given((account, code)))
}

/// Writes one entry that says how many strangers were refused since the last one, if any were.
pub fn write_strangers(world: &World, now: Moment) -> Result<(), Fault> {
    let refused = world
        .0
        .strangers
        .swap(0, std::sync::atomic::Ordering::Relaxed);
    if refused == 0 {
        return Ok(());
    }
    world
        .write("strangers", Auth::Job("door"), now, move |tx| {
            let draft = Draft::system(EventKind::RefusalsCounted, "door")
                .detail(format!("refused={refused}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// What signing in answers: the cookie's secret, once.
pub struct SignedIn {
    /// The secret.
    pub token: Token,
    /// Whose session it is.
    pub account: AccountId,
    /// When it ends at the latest.
    pub until: Moment,
}

/// Signs in with a typed code. A wrong one is counted, not told apart from one that has run out.
pub fn sign_in(
    tx: &mut Tx<'_, '_>,
    code: &str,
    opened: Opened,
) -> Result<Verdict<SignedIn>, Fault> {
    let now = tx.now();
    let hash = code_hash(tx.world, &typed(code));
    let key = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let found = tx.one(
        "select account, expires_at, reusable, used_at from sign_in_code where bucket = $1 and code_hash = $2 {for_update}",
        &key,
        |row| Ok((id16(row.bytes(0)?).unwrap_or_default(), row.int(1)?, row.int(2)? != 0, row.opt_int(3)?)),
    )?;
    let good = found.filter(|(_, expires, reusable, used)| {
        now.millis() < *expires && (*reusable || used.is_none())
    });
    let Some((account, ..)) = good else {
        tx.count_stranger();
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    };
    let account = AccountId::from_bytes(account);
    let token = Token::fresh(account)?;
    let session = SessionKey::of(token.expose()).ok_or(Fault::NoSeat)?;
    let until = now.plus(SESSION_MAX);
    tx.later(
        "update sign_in_code set used_at = $1 where bucket = $2 and code_hash = $3",
        vec![
            Value::Int(now.millis()),
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
        ],
    );
    tx.later(
        "insert into session (bucket, token_hash, id, account, opened, opened_at, seen_at, expires_at) values ($1, $2, $3, $4, $5, $6, $6, $7)",
        vec![
            Value::Int(session.bucket()),
            Value::Bytes(session.hash().to_vec()),
            Value::Bytes(SessionId::from_bytes(random_id()?).as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Text(opened.text().to_owned()),
            Value::Int(now.millis()),
            Value::Int(until.millis()),
        ],
    );
    entry::write(
        tx,
        &Draft::own(EventKind::SignIn, account, opened.text()),
        &[],
    )?;
    Ok(Verdict::Given(SignedIn {
        token,
        account,
        until,
    }))
}

/// Ends the session behind this act. Other sessions of the account go on.
pub fn sign_out(tx: &mut Tx<'_, '_>, key: SessionKey) -> Result<Verdict<()>, Fault> {
    let (account, opened) = (tx.account()?, tx.opened()?);
    let ended = tx.run(
        "update session set ended_at = $1 where bucket = $2 and token_hash = $3 and ended_at is null",
        &[Arg::Int(tx.now().millis()), Arg::Int(key.bucket()), Arg::Bytes(key.hash())],
    )?;
    if ended == 1 {
        entry::write(tx, &Draft::own(EventKind::SignOut, account, opened), &[])?;
        tx.changed("session", key.hash());
    }
    Ok(Verdict::Given(()))
}

/// What somebody signed in holds: for the pages' menus, never for a decision.
#[derive(Clone)]
pub struct Standing {
    /// Whose it is.
    pub account: AccountId,
    /// The person's own name, for themselves.
    pub label: String,
    /// Roles that run now.
    pub roles: Vec<(Role, Scope)>,
}
says_only_its_name!(Standing);

impl World {
    /// Who a session belongs to and what they hold now; none for a stranger or an ended session.
    pub fn standing(&self, key: SessionKey, now: Moment) -> Result<Option<Standing>, Fault> {
        let inner = std::sync::Arc::clone(&self.0);
        self.0.db.read("standing", move |raw| {
            let seat = crate::session::look(raw, key, now)?;
            let Some(actor) = seat.actor().filter(|_| seat.runs()) else {
                return Ok(None);
            };
            let account = actor.account();
            let label = label_of(&inner, raw, account)?;
            let roles = seat
                .terms()
                .iter()
                .filter(|term| term.runs(now))
                .map(|term| (term.role, term.scope));
            Ok(Some(Standing {
                account,
                label,
                roles: roles.collect(),
            }))
        })
    }
}

/// The label of an account.
pub(crate) fn label_of(
    world: &Inner,
    raw: &mut crate::engine::Raw<'_>,
    account: AccountId,
) -> Result<String, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let sealed = raw.one(
        "select label_sealed from account where bucket = $1 and id = $2",
        &args,
        |row| Ok(row.bytes(0)?.to_vec()),
    )?;
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let spot = Spot {
        table: "account",
        column: "label_sealed",
        row: account.as_bytes(),
    };
    let plain = world.keys.account.open(spot, &sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The labels of accounts for a page that may show accounts.
pub(crate) fn labels(tx: &mut Tx<'_, '_>, accounts: &[AccountId]) -> Result<Vec<String>, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    accounts
        .iter()
        .take(200)
        .map(|account| label_of(&world, tx.raw(), *account))
        .collect()
}

/// Ends every term, session and code of an account, in one commit: no act begun after it gets a grant.
pub fn end_access(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<()>, Fault> {
    let grant = match may_end(tx, account)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now().millis();
    let of_account = [
        Arg::Int(now),
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
    ];
    // Codes first: a sign-in under way holds its code, so its session is there when the sessions are ended.
    tx.run(
        "update sign_in_code set expires_at = $1 where account = $2 and expires_at > $1",
        &[Arg::Int(now), Arg::Bytes(account.as_bytes())],
    )?;
    tx.run(
        "update term set ended_at = $1 where bucket = $2 and account = $3 and ended_at is null",
        &of_account,
    )?;
    tx.run(
        "update session set ended_at = $1 where account = $2 and ended_at is null",
        &[Arg::Int(now), Arg::Bytes(account.as_bytes())],
    )?;
    entry::write(
        tx,
        &Draft::act(EventKind::TermEnded, &grant).detail(format!("account={account}")),
        &[],
    )?;
    tx.changed("account", account.as_bytes());
    Ok(Verdict::Given(()))
}

/// Whoever ends somebody's access must be one who may end each of their roles.
fn may_end(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Result<Grant, Refusal>, Fault> {
    let held = tx.all(
        "select distinct role from term where bucket = $1 and account = $2 and ended_at is null order by role limit 16",
        &[Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())],
        |row| Ok(Role::from_text(row.text(0)?)),
    )?;
    let mut answer = None;
    for role in held.into_iter().flatten() {
        let term = Resource::Term {
            account,
            role,
            at: Place::Organisation,
        };
        match tx.ask(Action::EndTerm, &term, Facts::SHUT)? {
            Ok(grant) => answer = Some(grant),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    if let Some(grant) = answer {
        return Ok(Ok(grant));
    }
    let term = Resource::Term {
        account,
        role: Role::Caller,
        at: Place::Organisation,
    };
    tx.ask(Action::EndTerm, &term, Facts::SHUT)
}
