//! What must happen outside, written in the act's own transaction: a kind, a member's id, sealed variables.
//!
//! No address stands in a row: it is opened when the message is sent, by a job of the closed list (`machine::letters`). A
//! row is taken by one worker at a time and stays until somebody says that it is done, so a killed process loses no
//! message.

use switchboard_rules::ids::{AccountId, InvitationId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::seal::Spot;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// To the member: "at 19:02 you asked not to be rung; if you didn't, tell us".
    ObjectionTaken,
    /// To the offices: somebody was given an account and a role at the console.
    AccountAdded,
    /// To the offices: somebody's roles were ended at the console.
    AccountEnded,
    /// To the offices: the membership of a colleague who holds an office has ended.
    OfficeLeft,
    /// To the offices: at the console it was said which record is an account's own.
    AccountLinked,
    /// To the offices: a colleague was handed a new code.
    CodeHandedOut,
    /// To the offices: a colleague's account was shut.
    AccountShut,
    /// To the offices: a way back in was asked for at the console; whoever knows nothing of it must stop it.
    RecoveryAsked,
    /// To the offices: a way back in was stopped.
    RecoveryStopped,
    /// To the offices: the right password of an account came with wrong numbers, again and again.
    NumbersRefused,
    /// To the person: their password or app was set; if it wasn't them, somebody must know.
    PasswordSet,
    /// To the person: a passkey was added; if it wasn't them, somebody must know.
    PasskeyAdded,
    /// To the person: a program got an API token, with which it acts as them; if they know nothing of it, somebody must know.
    ProgramMade,
    /// To the person: there may be a copy of a passkey of theirs; nobody was let in with it.
    PasskeyDoubted,
    /// To the person: their account was connected with the organisation's own sign-in; if it wasn't them, somebody must know.
    IdentityConnected,
    /// To a caller who wants to add a device key: the code that shows that the address is theirs. It opens nothing by itself.
    DeviceCode,
    /// To the person: a device key was added; if it wasn't them, somebody must know.
    DeviceKeyAdded,
    /// To the person: a device key of theirs ended, because its PIN was wrong too often.
    DeviceKeyEnded,
    /// To the person: somebody signed in as them in a browser that they had not used before.
    NewDevice,
    /// To whoever else may decide it: a colleague, or the operator at the console, asked for something that takes two people.
    RequestWaits,
    /// To the operator or the offices: something is wrong with the installation.
    Alert,
    /// To campaigns, offices, the committee and auditors, each night: the log's checkpoint, to be kept.
    Checkpoint,
    /// To the offices: a witness showed another history of the log.
    WitnessContradicts,
    /// To the person: somebody asked for a code that opens their own record; if they know nothing of it, somebody must know.
    RecordCodeAsked,
    /// To the person and the offices: that code was made, and who has it.
    RecordCodeMade,
    /// To whoever is invited: the link, which opens nothing by itself.
    Invitation,
    /// To a caller: their organiser made a new code for their account; if they know nothing of it, somebody must know.
    CallersCode,
    /// To the person and the offices: two people gave somebody a role.
    RoleGiven,
    /// To the person and the offices: somebody ended an office, or an organiser's role.
    RoleEnded,
    /// To whoever tests and the offices: two people agreed to a test.
    TestAgreed,
    /// To whoever tested and the two who signed: it is over, and its report is due.
    TestOver,
    /// To the offices: the report of a test didn't come in time.
    TestOverdue,
    /// To every office and the auditors: somebody would do alone what takes two, after a day in which each may refuse.
    RequestAlone,
    /// To the person: somebody asked for a new code for their account; if they know nothing of it, somebody must know.
    AccountCodeAsked,
    /// To a campaign's organisers: what its callers wrote about a member may be read by headquarters for a day.
    AnswersOpened,
    /// To a campaign's organisers: somebody asked that it be taken out of its contest; to them and the offices: two people have done
    /// it.
    CampaignWithdrawn,
    /// To those whom a freeze stops and to the offices: it was pressed, confirmed, lifted, or will
    /// lapse; hours that it took are given back, or taken back before they began.
    Freeze,
    /// To the offices: a contest's access is due, and what must be ready is not signed.
    ContestLate,
    /// To every organiser of a contest: words of its draw can be shown now, and until when at least.
    DrawWords,
    /// To the member: on their own page they took back what they said against calls; if they didn't, tell us.
    OwnCallsAllowed,
    /// To the member: the code that opens their own page. It opens nothing without what they typed to get it.
    OwnCode,
    /// To the member: an office gave somebody a code that opens their own page; if it wasn't them, tell us.
    OwnCodeGiven,
    /// To the offices: a colleague gave a member such a code. Neither who, nor the code.
    OwnCodeGivenOffice,
    /// To a member who shares their address or number with others: ask again with the membership number.
    OwnShared,
    /// To the member: what they asked for has arrived, and by when they are answered.
    RightAcknowledged,
    /// To the member: the answer takes longer, and until when; the reason stands on their own page.
    RightExtended,
    /// To the member: what they asked for is answered; the answer stands on their own page.
    RightAnswered,
    /// To the data protection officers: a member must be answered within days, or should have been.
    RightDue,
    /// To the data protection officers: a complaint of a call must be acknowledged within days, or should have been.
    ComplaintDue,
    /// To a caller: they have a place in a shift.
    ShiftTaken,
    /// To a caller: a shift in which they have a place is tomorrow.
    ShiftSoon,
    /// To a caller: such a shift was moved.
    ShiftMoved,
    /// To a caller: such a shift was cancelled.
    ShiftCancelled,
    /// To a campaign's organisers, or to the offices: a webhook ended, because nobody took what it was told, or nobody answers for it.
    HookEnded,
    /// To the same: a webhook is not told everything, because too much waits for it.
    HookOverran,
}

impl Message {
    /// Every message.
    pub const ALL: &'static [Self] = &[
        Self::ObjectionTaken,
        Self::AccountAdded,
        Self::AccountEnded,
        Self::OfficeLeft,
        Self::AccountLinked,
        Self::CodeHandedOut,
        Self::AccountShut,
        Self::RecoveryAsked,
        Self::RecoveryStopped,
        Self::NumbersRefused,
        Self::PasswordSet,
        Self::PasskeyAdded,
        Self::ProgramMade,
        Self::PasskeyDoubted,
        Self::IdentityConnected,
        Self::DeviceCode,
        Self::DeviceKeyAdded,
        Self::DeviceKeyEnded,
        Self::NewDevice,
        Self::RequestWaits,
        Self::Alert,
        Self::Checkpoint,
        Self::WitnessContradicts,
        Self::RecordCodeAsked,
        Self::RecordCodeMade,
        Self::Invitation,
        Self::CallersCode,
        Self::RoleGiven,
        Self::RoleEnded,
        Self::TestAgreed,
        Self::TestOver,
        Self::TestOverdue,
        Self::RequestAlone,
        Self::AccountCodeAsked,
        Self::AnswersOpened,
        Self::CampaignWithdrawn,
        Self::Freeze,
        Self::ContestLate,
        Self::DrawWords,
        Self::OwnCallsAllowed,
        Self::OwnCode,
        Self::OwnCodeGiven,
        Self::OwnCodeGivenOffice,
        Self::OwnShared,
        Self::RightAcknowledged,
        Self::RightExtended,
        Self::RightAnswered,
        Self::RightDue,
        Self::ComplaintDue,
        Self::ShiftTaken,
        Self::ShiftSoon,
        Self::ShiftMoved,
        Self::ShiftCancelled,
        Self::HookEnded,
        Self::HookOverran,
    ];

    /// The name in the table.
    pub const fn text(self) -> &'static str {
        match self {
            Self::ObjectionTaken => "objection-taken",
            Self::AccountAdded => "account-added",
            Self::AccountEnded => "account-ended",
            Self::OfficeLeft => "office-left",
            Self::AccountLinked => "account-linked",
            Self::CodeHandedOut => "code-handed-out",
            Self::AccountShut => "account-shut",
            Self::RecoveryAsked => "recovery-asked",
            Self::RecoveryStopped => "recovery-stopped",
            Self::NumbersRefused => "numbers-refused",
            Self::PasswordSet => "password-set",
            Self::PasskeyAdded => "passkey-added",
            Self::ProgramMade => "program-made",
            Self::PasskeyDoubted => "passkey-doubted",
            Self::IdentityConnected => "identity-connected",
            Self::DeviceCode => "device-code",
            Self::DeviceKeyAdded => "device-key-added",
            Self::DeviceKeyEnded => "device-key-ended",
            Self::NewDevice => "new-device",
            Self::RequestWaits => "request-waits",
            Self::Alert => "alert",
            Self::Checkpoint => "checkpoint",
            Self::WitnessContradicts => "witness-contradicts",
            Self::RecordCodeAsked => "record-code-asked",
            Self::RecordCodeMade => "record-code-made",
            Self::Invitation => "invitation",
            Self::CallersCode => "callers-code",
            Self::RoleGiven => "role-given",
            Self::RoleEnded => "role-ended",
            Self::TestAgreed => "test-agreed",
            Self::TestOver => "test-over",
            Self::TestOverdue => "test-overdue",
            Self::RequestAlone => "request-alone",
            Self::AccountCodeAsked => "account-code-asked",
            Self::AnswersOpened => "answers-opened",
            Self::CampaignWithdrawn => "campaign-withdrawn",
            Self::Freeze => "freeze",
            Self::ContestLate => "contest-late",
            Self::DrawWords => "draw-words",
            Self::OwnCallsAllowed => "own-calls-allowed",
            Self::OwnCode => "own-code",
            Self::OwnCodeGiven => "own-code-given",
            Self::OwnCodeGivenOffice => "own-code-given-office",
            Self::OwnShared => "own-shared",
            Self::RightAcknowledged => "right-acknowledged",
            Self::RightExtended => "right-extended",
            Self::RightAnswered => "right-answered",
            Self::RightDue => "right-due",
            Self::ComplaintDue => "complaint-due",
            Self::ShiftTaken => "shift-taken",
            Self::ShiftSoon => "shift-soon",
            Self::ShiftMoved => "shift-moved",
            Self::ShiftCancelled => "shift-cancelled",
            Self::HookEnded => "hook-ended",
            Self::HookOverran => "hook-overran",
        }
    }
}

/// How a message ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The mail server took it.
    Sent,
    /// Its address doesn't work.
    Bounced,
    /// The server doesn't want what it says.
    Refused,
    /// Nobody took it for days.
    GivenUp,
    /// There is no address, or one that is known not to work.
    NoAddress,
}

impl Ended {
    /// The word in the table.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Bounced => "bounced",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::NoAddress => "no-address",
        }
    }
}

pub(crate) fn spot(id: &[u8]) -> Spot<'_> {
    Spot {
        table: "outbox",
        column: "vars_sealed",
        row: id,
    }
}

/// To whom a message goes: never an address, which is opened at sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// A member, at the first address on the roll.
    Member(MemberId),
    /// Whoever holds the account.
    Account(AccountId),
    /// Whoever was invited, for as long as the invitation is open.
    Invited(InvitationId),
    /// Whoever runs the machine: the configuration says where they are.
    Operator,
}

impl To {
    /// The word in the table.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Member(_) => "member",
            Self::Account(_) => "account",
            Self::Invited(_) => "invitation",
            Self::Operator => "operator",
        }
    }

    fn id(&self) -> &[u8; 16] {
        match self {
            Self::Member(member) => member.as_bytes(),
            Self::Account(account) => account.as_bytes(),
            Self::Invited(invitation) => invitation.as_bytes(),
            Self::Operator => &[0; 16],
        }
    }
}

const PUT: &str = "insert into outbox (bucket, id, kind, whom, recipient, vars_sealed, put_at, due_at, tries, said) values ($1, $2, $3, $4, $5, $6, $7, $7, 0, '')";

/// Queues a message; it goes out only if the act commits. `vars` are `name=value` words, sealed at rest.
pub(crate) fn put(tx: &mut Tx<'_, '_>, message: Message, to: To, vars: &str) -> Result<(), Fault> {
    let now = tx.now();
    let id = tx.world.ordered.next(now.millis());
    let sealed = tx.world.keys.account.seal(spot(&id), vars.as_bytes())?;
    tx.later(
        PUT,
        vec![
            Value::Int(bucket_of(&id)),
            Value::Bytes(id.to_vec()),
            Value::Text(message.text().to_owned()),
            Value::Text(to.text().to_owned()),
            Value::Bytes(to.id().to_vec()),
            Value::Bytes(sealed),
            Value::Int(now.millis()),
        ],
    );
    Ok(())
}

const OFFICES: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and t.scope_kind = 'organisation' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null order by t.account limit 100";

/// Everybody who holds an office of the whole organisation now; at most a hundred. Not those who check the offices: they
/// hear of the log, not of accounts.
pub(crate) fn officers(tx: &mut Tx<'_, '_>) -> Result<Vec<AccountId>, Fault> {
    let now = tx.now().millis();
    tx.all(OFFICES, &[Arg::Int(now)], |row| {
        Ok(AccountId::from_bytes(
            id16(row.bytes(0)?).unwrap_or_default(),
        ))
    })
}

const AUDITORS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'auditor' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null order by t.account limit 100";

/// Everybody who audits now; at most a hundred.
pub(crate) fn auditors(tx: &mut Tx<'_, '_>) -> Result<Vec<AccountId>, Fault> {
    tx.all(AUDITORS, &[Arg::Int(tx.now().millis())], |row| {
        Ok(AccountId::from_bytes(
            id16(row.bytes(0)?).unwrap_or_default(),
        ))
    })
}

/// Queues a message to everybody who holds an office of the whole organisation now; answers how many that are.
pub fn put_to_officers(tx: &mut Tx<'_, '_>, message: Message, vars: &str) -> Result<usize, Fault> {
    let officers = officers(tx)?;
    for account in &officers {
        put(tx, message, To::Account(*account), vars)?;
    }
    Ok(officers.len())
}

const LATER: &str =
    "update outbox set due_at = $1, said = $2 where bucket = $3 and id = $4 and done_at is null";

/// How long a message waits after its first, second … try; the last for all that follow.
const WAITS: [Span; 6] = [
    Span::minutes(1),
    Span::minutes(5),
    Span::minutes(15),
    Span::hours(1),
    Span::hours(3),
    Span::hours(6),
];

fn wait_after(tries: i64) -> Span {
    let at = usize::try_from(tries).unwrap_or(0);
    WAITS
        .get(at)
        .or(WAITS.last())
        .copied()
        .unwrap_or(Span::ZERO)
}

/// Says that a message that was tried `tries` times before was not taken, and when it is tried again.
pub(crate) fn later(
    world: &World,
    id: [u8; 16],
    tries: i64,
    code: &str,
    now: Moment,
) -> Result<(), Fault> {
    let code = code.to_owned();
    world
        .write("outbox-later", Auth::Job("post"), now, move |tx| {
            tx.later(
                LATER,
                vec![
                    Value::Int(now.plus(wait_after(tries)).millis()),
                    Value::Text(code.clone()),
                    Value::Int(bucket_of(&id)),
                    Value::Bytes(id.to_vec()),
                ],
            );
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// How the queue stands, for whoever keeps the machine running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Queue {
    /// Messages that wait.
    pub waiting: u64,
    /// Since when the oldest of them waits.
    pub oldest_at: Option<Moment>,
    /// When the mail server last took one, within the week.
    pub sent_at: Option<Moment>,
    /// Messages of the week that came back.
    pub bounced: u64,
    /// Messages of the week that were given up or refused.
    pub given_up: u64,
    /// Addresses that are known not to work.
    pub failing: u64,
}

const WAITING: &str = "select count(*), min(put_at) from outbox where done_at is null";
const ENDED: &str = "select ended_as, count(*), max(done_at) from outbox where done_at is not null and done_at > $1 group by ended_as order by ended_as limit 10";
const FAILING: &str = "select count(*) from address_fault";

/// How the queue stands.
pub fn queue(world: &World, now: Moment) -> Result<Queue, Fault> {
    world.0.db.read("outbox-queue", |raw| {
        let mut queue = Queue::default();
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let waiting = raw.one(WAITING, &[], |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
        if let Some((waiting, oldest)) = waiting {
            queue.waiting = count(waiting);
            queue.oldest_at = oldest.map(Moment::from_millis);
        }
        let week = now.minus(Span::days(7)).millis();
        let ended = raw.all(ENDED, &[Arg::Int(week)], |row| {
            Ok((row.text(0)?.to_owned(), row.int(1)?, row.int(2)?))
        })?;
        for (how, n, last) in ended {
            match how.as_str() {
                "sent" => queue.sent_at = Some(Moment::from_millis(last)),
                "bounced" => queue.bounced = count(n),
                "refused" | "given-up" => queue.given_up += count(n),
                _ => {}
            }
        }
        queue.failing = count(raw.one(FAILING, &[], |row| row.int(0))?.unwrap_or(0));
        Ok(queue)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_and_then_stay() {
        let waits: Vec<Span> = (0..9).map(wait_after).collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((waits[0], waits[8]), (Span::minutes(1), Span::hours(6)));
    }
}
