//! How a member proves who they are: with a code that is sent to their address on the roll.
//!
//! Whoever asks is answered the same, after the same work: a row is written, whatever was typed. Who that is, a job looks, and writes
//! one entry however many it found. A code opens only together with what was typed to get it, once, within half an hour; a wrong one
//! is counted against what was typed, whether anybody has it or not. While a code is good none takes its place, so that whoever
//! asks for somebody else's keeps nobody out. Nobody is sent one where the address has changed lately: else one officer who writes
//! their own address on a record would read alone what takes two people.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Email, Phone, Region};

use super::CODED;
use super::given;
use super::session::{self, OwnToken};
use crate::desk::shape;
use crate::door::Code;
use crate::duplicates::alias;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft, SubjectPart};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::members;
use crate::meta::WorldKind;
use crate::outbox::{self, Message, To};
use crate::roll::{Query, find, hand};
use crate::seal::Spot;
use crate::session::{Auth, SYSTEM, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// How long a code works.
const GOOD_FOR: Span = Span::minutes(30);
/// How many wrong codes one may be met with. A code has 60 bits: so many tries don't find it, and nobody ends somebody else's with a few.
const WRONG_MAX: i64 = 10_000;
/// How often a code is sent for what was typed, in a day: each once the one before is over.
const ASKS_MAX: i64 = 24;
/// How long after an address has changed no code goes there.
const ADDRESS_RESTS: Span = Span::days(14);
/// How long it is remembered that it was asked for.
const KEPT_FOR: Span = Span::days(1);
/// The longest text that is looked at.
const TYPED_MAX: usize = 320;
/// How many one round of the job looks at.
const ROUND: i64 = 8;
/// To how many who share an address or a number a letter goes.
const SHARED_MAX: usize = 4;

/// What came of asking: the same for everybody.
pub struct Asked {
    /// The code, in a demo alone, which mails nothing: whether it opens anything is seen when it is typed.
    pub shown: Option<String>,
}
says_only_its_name!(Asked);

/// Where what was typed is sealed.
pub(crate) fn spot(asked: &[u8]) -> Spot<'_> {
    Spot {
        table: "own_code",
        column: "said_sealed",
        row: asked,
    }
}

/// What was typed, in the one form in which it is compared, and as what it may be looked up.
struct Typed {
    key: String,
    queries: Vec<Query>,
}

impl Typed {
    fn read(world: &Inner, text: &str) -> Self {
        let text: String = text.trim().chars().take(TYPED_MAX).collect();
        if text.contains('@') {
            let email = Email::parse(&text).map(|email| email.index_key());
            return Self {
                key: email.unwrap_or_else(|_| text.to_lowercase()),
                queries: vec![Query::Email(text)],
            };
        }
        let phone = Region::parse(&world.meta.region)
            .ok()
            .and_then(|region| Phone::parse(&text, region).ok());
        Self {
            key: match &phone {
                Some(phone) => phone.index_key().to_owned(),
                None => text.clone(),
            },
            // A membership number may look like a telephone number.
            queries: vec![Query::Number(text.clone()), Query::External(text)],
        }
    }

    fn hash(&self, world: &Inner) -> [u8; 16] {
        world.keys.door.short("own-page", self.key.as_bytes())
    }
}

fn code_hash(world: &Inner, asked: &[u8; 16], code: &str) -> [u8; 32] {
    let text = [asked.as_slice(), Code::typed(code).as_bytes()].concat();
    world.keys.door.full("own-code", &text)
}

const ASK: &str = "insert into own_code (bucket, asked_hash, said_sealed, code_hash, first_at, asked_at, until_at, wrong, asks) values ($1, $2, $3, $4, $5, $5, $6, 0, 1) on conflict (bucket, asked_hash) do update set said_sealed = excluded.said_sealed, code_hash = excluded.code_hash, member = null, asked_at = excluded.asked_at, until_at = excluded.until_at, wrong = 0, asks = own_code.asks + 1 where own_code.asks < $7 and own_code.until_at <= $5";

/// Asks for a code. Whether anybody is found, nobody is told, and nothing in this act depends on it.
pub fn ask(tx: &mut Tx<'_, '_>, typed: &str) -> Result<Verdict<Asked>, Fault> {
    let typed = Typed::read(tx.world, typed);
    let asked = typed.hash(tx.world);
    let code = Code::fresh()?;
    let hash = code_hash(tx.world, &asked, &code.expose());
    let said = format!("{}\n{}", code.expose(), typed.words());
    let sealed = tx.world.keys.account.seal(spot(&asked), said.as_bytes())?;
    let now = tx.now();
    let args = [
        Arg::Int(bucket_of(&asked)),
        Arg::Bytes(&asked),
        Arg::Bytes(&sealed),
        Arg::Bytes(&hash),
        Arg::Int(now.millis()),
        Arg::Int(now.plus(GOOD_FOR).millis()),
        Arg::Int(ASKS_MAX),
    ];
    let is_new = tx.run(ASK, &args)? == 1;
    let is_demo = tx.world.meta.kind != WorldKind::Live;
    Ok(Verdict::Given(Asked {
        shown: (is_demo && is_new).then(|| code.expose()),
    }))
}

impl Typed {
    /// As it is sealed until the job looks.
    fn words(&self) -> &str {
        match self.queries.first() {
            Some(
                Query::Email(text)
                | Query::Number(text)
                | Query::External(text)
                | Query::Name(text),
            ) => text,
            None => "",
        }
    }
}

const WAITING: &str = "select asked_hash, said_sealed from own_code where said_sealed is not null order by asked_at, asked_hash limit $1 {skip_locked}";
const UNREADABLE: &str = "delete from own_code where bucket = $1 and asked_hash = $2";
const LOOKED: &str =
    "update own_code set said_sealed = null, member = $1 where bucket = $2 and asked_hash = $3";

/// Looks who they are who asked, and sends each a code; answers how many there were. As many as one round takes means that there
/// may be more.
pub fn answer_asked(world: &World, now: Moment) -> Result<usize, Fault> {
    let done = world
        .write("own-page-answer", Auth::Job("own-page"), now, move |tx| {
            let waiting = tx.all(WAITING, &[Arg::Int(ROUND)], |row| {
                let asked = id16(row.bytes(0)?).ok_or_else(|| shape("own_code"))?;
                Ok((asked, row.bytes(1)?.to_vec()))
            })?;
            if waiting.is_empty() {
                return Ok(Verdict::Given(0));
            }
            let mut parts = Vec::new();
            for (asked, sealed) in &waiting {
                look(tx, asked, sealed, &mut parts)?;
            }
            // One entry, whoever was found: the log's size tells nobody.
            let draft = Draft::system(EventKind::OwnCodesAsked, "own-page")
                .fields("email")
                .detail(format!("asked={}", waiting.len()));
            entry::write(tx, &draft, &parts)?;
            Ok(Verdict::Given(waiting.len()))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(looked) => looked,
        Verdict::Refused(_) => 0,
    })
}

/// Whether as many were looked at as one round takes.
pub fn is_full(looked: usize) -> bool {
    i64::try_from(looked).is_ok_and(|looked| looked >= ROUND)
}

fn look(
    tx: &mut Tx<'_, '_>,
    asked: &[u8; 16],
    sealed: &[u8],
    parts: &mut Vec<SubjectPart>,
) -> Result<(), Fault> {
    let Ok(plain) = tx.world.keys.account.open(spot(asked), sealed) else {
        // One that doesn't open would hold up all that come after it, for ever.
        tx.run(UNREADABLE, &[Arg::Int(bucket_of(asked)), Arg::Bytes(asked)])?;
        return Ok(());
    };
    let said = String::from_utf8_lossy(&plain).into_owned();
    let (code, text) = said.split_once('\n').unwrap_or_default();
    let found = found(tx, text)?;
    let one = match found.as_slice() {
        [one] if is_changed_lately(tx, *one)? => None,
        [one] if is_shared(tx, *one, text)? => {
            outbox::put(tx, Message::OwnShared, To::Member(*one), "")?;
            None
        }
        [one] => {
            let until = tx.now().plus(GOOD_FOR).millis();
            let vars = format!("code={code} until={until}");
            outbox::put(tx, Message::OwnCode, To::Member(*one), &vars)?;
            Some(*one)
        }
        several => {
            for one in several.iter().take(SHARED_MAX) {
                if is_changed_lately(tx, *one)? {
                    continue;
                }
                outbox::put(tx, Message::OwnShared, To::Member(*one), "")?;
            }
            None
        }
    };
    for member in found.iter().take(SHARED_MAX) {
        if !parts.iter().any(|part| part.is_of(*member)) {
            parts.extend(entry::subject_of(tx, *member, "email")?);
        }
    }
    let member = one
        .as_ref()
        .map_or(Arg::Null, |one| Arg::Bytes(one.as_bytes()));
    let key = [member, Arg::Int(bucket_of(asked)), Arg::Bytes(asked)];
    tx.run(LOOKED, &key)?;
    Ok(())
}

/// Whether the address to which the code would go was changed lately, by whomever, or whether another record was merged into this one:
/// its mail went elsewhere.
fn is_changed_lately(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<bool, Fault> {
    let since = tx.now().minus(ADDRESS_RESTS);
    Ok(members::email_changed_since(tx, member, since)?
        || alias::is_merged_since(tx.raw(), member, since)?)
}

/// Whether others read the mail at the address to which the code would go, and whoever asked didn't say by the membership number which
/// of them they are. What was typed says nothing of that: somebody's own mobile may lead to a mailbox of two.
fn is_shared(tx: &mut Tx<'_, '_>, member: MemberId, text: &str) -> Result<bool, Fault> {
    let by_number = Query::External(text.to_owned());
    if find(tx, &by_number)?.contains(&member) {
        return Ok(false);
    }
    let Some(email) = hand::seen(tx, member)?.and_then(|whole| whole.row.email) else {
        return Ok(false);
    };
    let query = Query::Email(email.as_str().to_owned());
    Ok(find(tx, &query)?.iter().any(|other| *other != member))
}

/// Who has what was typed: each person once, whoever's record they go on under.
pub(super) fn found(tx: &mut Tx<'_, '_>, text: &str) -> Result<Vec<MemberId>, Fault> {
    let typed = Typed::read(tx.world, text);
    let mut all: Vec<MemberId> = Vec::new();
    for query in &typed.queries {
        for member in find(tx, query)? {
            if !all.contains(&member) {
                all.push(member);
            }
        }
    }
    Ok(all)
}

/// What is kept of a code.
struct Kept {
    hash: Vec<u8>,
    until: i64,
    wrong: i64,
    member: Option<[u8; 16]>,
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    Ok(Kept {
        hash: row.bytes(0)?.to_vec(),
        until: row.int(1)?,
        wrong: row.int(2)?,
        member: row.opt_bytes(3)?.and_then(id16),
    })
}

const KEPT: &str = "select code_hash, until_at, wrong, member from own_code where bucket = $1 and asked_hash = $2 {for_update}";
const WRONG: &str =
    "update own_code set wrong = wrong + 1 where bucket = $1 and asked_hash = $2 and wrong < $3";
const USED: &str = "update own_code set until_at = 0 where bucket = $1 and asked_hash = $2";

/// Opens the page to whoever typed the code that was sent for what they typed; none for anybody else, whatever was wrong.
pub fn open(
    tx: &mut Tx<'_, '_>,
    typed: &str,
    code: &str,
) -> Result<Verdict<Option<OwnToken>>, Fault> {
    let asked = Typed::read(tx.world, typed).hash(tx.world);
    let hash = code_hash(tx.world, &asked, code);
    let key = [Arg::Int(bucket_of(&asked)), Arg::Bytes(&asked)];
    let now = tx.now();
    let kept = tx.one(KEPT, &key, kept)?;
    let right = kept
        .filter(|kept| kept.hash == hash && kept.until > now.millis() && kept.wrong < WRONG_MAX);
    let member = match right.and_then(|kept| kept.member) {
        // Asked once more: the letter may have waited while the address was changed.
        Some(member) if !is_changed_lately(tx, MemberId::from_bytes(member))? => Some(member),
        _ => None,
    };
    let Some(member) = member else {
        if let Some((member, giver)) = given::taken(tx, typed, code)? {
            return opened(tx, member, Some(giver)).map(Verdict::Given);
        }
        let args = [key.as_slice(), &[Arg::Int(WRONG_MAX)]].concat();
        tx.run(WRONG, &args)?;
        tx.count_stranger();
        return Ok(Verdict::Given(None));
    };
    tx.run(USED, &key)?;
    let member = MemberId::from_bytes(member);
    opened(tx, member, None).map(Verdict::Given)
}

/// Begins the session, with the entry that says so; covered where an officer gave the code.
fn opened(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    giver: Option<AccountId>,
) -> Result<Option<OwnToken>, Fault> {
    let token = session::begin(tx, member, giver)?;
    let subject = entry::subject_of(tx, member, "")?;
    let mut draft = Draft::own(EventKind::OwnPageOpened, SYSTEM, "member");
    if let Some(giver) = giver {
        draft = draft.detail(format!("{CODED} by={giver} sight=covered"));
    }
    entry::write(tx, &draft, &subject)?;
    Ok(Some(token))
}

const END_ALL: &str = "delete from own_code";
const OLD: &str = "delete from own_code where first_at < $1 and until_at <= $2";
/// Of whoever is merged, codes and sessions are over: they were given to somebody who was another record's.
const END_OF: &str = "delete from own_code where member = $1";

/// Ends every code, after a restore: what was used or counted since would be good again.
pub(crate) fn end_codes(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.run(END_ALL, &[])?;
    Ok(())
}

/// Ends the codes of one record.
pub(super) fn end_codes_of(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    tx.run(END_OF, &[Arg::Bytes(member.as_bytes())])?;
    Ok(())
}

/// Forgets what was asked for a day ago, and sessions that are over.
pub fn forget_old(world: &World, now: Moment) -> Result<u64, Fault> {
    let done = world
        .write("own-page-old", Auth::Job("own-page"), now, move |tx| {
            let before = Arg::Int(now.minus(KEPT_FOR).millis());
            let codes = tx.run(OLD, &[before, Arg::Int(now.millis())])?;
            let given = given::forget_old(tx)?;
            Ok(Verdict::Given(codes + given + session::forget_old(tx)?))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(gone) => gone,
        Verdict::Refused(_) => 0,
    })
}
