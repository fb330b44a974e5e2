//! The door: accounts, terms, invitations, codes, passwords, passkeys, sessions.
//!
//! Callers join by an invitation and sign in with an e-mail address and a long password alone, with a passkey that they added,
//! with a key of their browser and a PIN, or with a code each time; organisers with a passkey or a code. Where it is configured, the
//! organisation's own sign-in lets in whoever connected their account with it (`identity`). Whoever holds an office signs in with a passkey, or with an
//! e-mail address, a password and a number from an app; their code opens nothing but setting those.

mod accounts;
mod again;
mod alone;
mod app;
mod back;
mod code;
mod device;
mod device_key;
mod ending;
mod giving;
mod identity;
pub mod invitations;
mod language;
mod leaver;
mod list;
mod loss;
mod may;
mod passkey;
mod password;
mod places;
mod programs;
mod recovery;
mod sessions;
mod set_up;
mod side;
mod staff;
mod terms;
mod tries;

use accounts::called;
pub use accounts::{Added, NewAccount, add_account, add_account_with, end_access};
pub(crate) use accounts::{
    NewTerm, end_again, end_ways, label_of, labels, open_label, vars, write_account,
    write_bare_account, write_term,
};
pub use again::{show_again, show_again_with_identity, show_again_with_passkey};
pub use alone::{OwnWay, WayIn, own_way, set_callers_password};
pub use app::AppKey;
pub(crate) use back::{announce_back, let_back, may_come_back};
pub use code::Code;
pub(crate) use code::code_for_once;
pub use device::{Device, seen_in};
pub(crate) use device_key::forget_every_device_key;
pub use device_key::{
    AddedKey, AskedCode, DeviceWay, NewKey, OwnKey, PinChecked, ShownKey, add_device_key,
    ask_device_code, begin_device_key, device_way, own_device_keys, remove_device_key,
    sign_in_with_device_key,
};
pub use ending::{EndedTerm, end_term};
pub(crate) use ending::{
    Offices, are_offices_few, end_term_again, end_with_branch, held_at_branch, offices_of,
};
pub use giving::{Granted, Wanted, grant_term};
pub(crate) use giving::{give, is_givable, wanted};
pub(crate) use identity::forget_every_identity;
pub use identity::{
    Connectable, Connected, Disconnected, Errand, InByIdentity, IssuerKeys, Left, Lost,
    OwnIdentity, Returned, Sent, Told, begin_identity, connect_identity, disconnect_identity,
    end_by_provider, own_identity, sign_in_with_identity, take_identity_turn,
};
pub use language::choose_language;
pub(crate) use language::read_language;
pub use leaver::{Owner, about_record};
pub(crate) use leaver::{account_in, announce, carry_out, is_a_leavers, owner};
pub use list::{Listed, PAGE_MAX, Way, accounts, find, has_officer};
pub use may::{May, may};
pub(crate) use passkey::forget_every_passkey;
pub use passkey::{
    AddedPasskey, Begun, Created, LABEL_MAX, NewPasskey, OwnPasskey, RemovedPasskey, Shown,
    add_passkey, begin_passkey, own_passkeys, remove_passkey, sign_in_with_passkey,
};
pub use password::{Checked, Hashed, Hashing, NewPassword, Weak};
pub use places::Named;
pub(crate) use places::{all_named, branches, named};
pub use programs::{
    EndedProgram, MadeProgram, NewProgram, OwnProgram, Programs, end_program, make_program,
    own_programs,
};
pub use recovery::{Recovery, ask_recovery, recoveries, stop_recovery};
pub use sessions::{
    Ended, OwnSession, SESSIONS_MAX, end_other_sessions, end_session, own_sessions,
};
pub use set_up::{SetUp, Step, change_password, confirm_app, renew_app, set_password, set_up};
pub(crate) use side::{are_one_side, has_stood, rings_for, stands};
pub use staff::{CodeOpens, Handed, shut_account, sign_in_with_password};
pub(crate) use staff::{holds_nothing, holds_something};
pub use terms::{Giveable, HeldTerm, TERMS_MAX, TermsOf, terms_of};
pub use tries::write_strangers;
pub(crate) use tries::{Tries, tried_in};

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, SessionId, bucket_of};
use switchboard_rules::language::Language;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Refusal, Role, Scope, Session, Stay};

use self::code::{code_hash, typed};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft, opened_text};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::meta::WorldKind;
use crate::mint::random_id;
use crate::session::{SessionKey, Token, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How long there is to set a password and an app.
const SET_UP_MAX: Span = Span::hours(1);

/// What signing in answers: the cookie's secret, once.
pub struct SignedIn {
    /// The secret.
    pub token: Token,
    /// Whose session it is.
    pub account: AccountId,
    /// When it ends at the latest.
    pub until: Moment,
    /// What opened it, and so what it opens.
    pub opened: Opened,
    /// Who vouched for whoever it was opened for.
    vouched: Option<AccountId>,
}

/// Signs in with a typed code. A wrong one is counted, not told apart from one that has run out.
///
/// In a live world the code of somebody who holds an office opens nothing but setting a password and an app.
pub fn sign_in(
    tx: &mut Tx<'_, '_>,
    code: &str,
    opened: Opened,
) -> Result<Verdict<SignedIn>, Fault> {
    let now = tx.now();
    let hash = code_hash(tx.world, &typed(code));
    let key = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let found = tx.one(
        "select account, works_at, expires_at, reusable, used_at, made_by from sign_in_code where bucket = $1 and code_hash = $2 {for_update}",
        &key,
        |row| {
            let runs = row.int(1)? <= now.millis() && now.millis() < row.int(2)?;
            let is_new = row.int(3)? != 0 || row.opt_int(4)?.is_none();
            let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            let made_by = row.opt_bytes(5)?.and_then(id16).map(AccountId::from_bytes);
            Ok((runs && is_new).then_some((account, made_by)))
        },
    )?;
    let Some((account, made_by)) = found.flatten() else {
        tx.count_stranger();
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    };
    tx.later(
        "update sign_in_code set used_at = $1 where bucket = $2 and code_hash = $3",
        vec![
            Value::Int(now.millis()),
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
        ],
    );
    recovery::mark_used(tx, account, &hash);
    let is_live = tx.world.meta.kind == WorldKind::Live;
    let opened = if is_live && opened == Opened::Code && holds_office(tx, account)? {
        Opened::SetUp
    } else {
        opened
    };
    let vouched = Vouched {
        by: made_by,
        ..Vouched::default()
    };
    open_vouched(tx, account, opened, vouched).map(Verdict::Given)
}

const OFFICE: &str = "select until_at from term where bucket = $1 and account = $2 and role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and ended_at is null and (until_at is null or until_at > $3) order by case when until_at is null then 0 else 1 end, until_at desc limit 1";

/// Whether the account holds an office, now or from a later day on (`Role::is_office`). The committee and auditors do not:
/// they sign in with a code, and no colleague hands it out or shuts their account.
fn holds_office(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    Ok(office_until(tx, account)?.is_some())
}

/// Until when the account holds an office, if it does; a moment that never comes where no end is known.
fn office_until(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Option<Moment>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    let until = tx.one(OFFICE, &args, |row| row.opt_int(0))?;
    Ok(until.map(|until| Moment::from_millis(until.unwrap_or(i64::MAX))))
}

const PASSWORD: &str = "select 1 from credential where bucket = $1 and account = $2 and password is not null and app_sealed is not null";

/// Whether the account has a password and an app in force.
fn has_password(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    Ok(tx.one(PASSWORD, &args, |row| row.int(0))?.is_some())
}

/// Who vouched for whoever comes in, until when that lets them in, and what the organisation's own sign-in said of them.
#[derive(Clone, Copy, Default)]
struct Vouched {
    by: Option<AccountId>,
    until: Option<Moment>,
    /// When they showed there who they are; here it is now.
    shown_at: Option<Moment>,
    /// Their session there, as a keyed hash.
    sid: Option<[u8; 32]>,
}

/// Opens a session for which nobody vouched, with its entry.
fn open_session(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    opened: Opened,
) -> Result<SignedIn, Fault> {
    open_vouched(tx, account, opened, Vouched::default())
}

/// Opens a session, with its entry.
fn open_vouched(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    opened: Opened,
    vouched: Vouched,
) -> Result<SignedIn, Fault> {
    let now = tx.now();
    let token = Token::fresh(account)?;
    let session = SessionKey::of(token.expose()).ok_or(Fault::NoSeat)?;
    let until = match opened {
        Opened::SetUp => now.plus(SET_UP_MAX),
        _ => now.plus(Stay::WHOLE_MAX),
    };
    let until = vouched.until.map_or(until, |most| most.min(until));
    tx.later(
        "insert into session (bucket, token_hash, id, account, opened, opened_at, seen_at, shown_at, expires_at, vouched, oidc_sid) values ($1, $2, $3, $4, $5, $6, $6, $9, $7, $8, $10)",
        vec![
            Value::Int(session.bucket()),
            Value::Bytes(session.hash().to_vec()),
            Value::Bytes(SessionId::from_bytes(random_id()?).as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Text(opened.text().to_owned()),
            Value::Int(now.millis()),
            Value::Int(until.millis()),
            vouched.by.map_or(Value::Null, |by| Value::Bytes(by.as_bytes().to_vec())),
            Value::Int(vouched.shown_at.unwrap_or(now).millis()),
            vouched.sid.map_or(Value::Null, |sid| Value::Bytes(sid.to_vec())),
        ],
    );
    let words = opened_text(opened.text(), vouched.by);
    entry::write(tx, &Draft::own(EventKind::SignIn, account, &words), &[])?;
    Ok(SignedIn {
        token,
        account,
        until,
        opened,
        vouched: vouched.by,
    })
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
    /// The language that they have chosen for their pages and letters.
    pub language: Option<Language>,
    /// Roles that run now, and that the session may use.
    pub roles: Vec<(Role, Scope)>,
    /// What opened the session.
    pub opened: Opened,
    /// Whether who it is was shown too long ago for some acts.
    pub is_aged: bool,
}
says_only_its_name!(Standing);

impl Standing {
    /// Whether they keep the roll of branches and not the whole; policy says in every act what that opens.
    pub fn keeps_branches_alone(&self) -> bool {
        let held = self.roles.iter();
        let mut keeps = held.filter(|(role, _)| *role == Role::MembershipOfficer);
        let is_whole = |(_, scope): &(Role, Scope)| !matches!(scope, Scope::Branch(_));
        keeps.clone().next().is_some() && !keeps.any(is_whole)
    }
}

/// Whether a session that was opened so uses a role; policy says so again in every act.
fn is_used(opened: Opened, role: Role) -> bool {
    opened != Opened::SetUp && (!opened.only_rings() || role == Role::Caller)
}

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
            let opened = actor.opened();
            let (label, language) = called(&inner, raw, account)?;
            let roles = seat
                .terms()
                .iter()
                .filter(|term| term.runs(now) && is_used(opened, term.role))
                .map(|term| (term.role, term.scope));
            Ok(Some(Standing {
                account,
                label,
                language,
                roles: roles.collect(),
                opened,
                is_aged: seat.state() == Session::Aged,
            }))
        })
    }
}
