//! Writing a licence down, which is the first signature, and the second one.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId, RequestId};
use switchboard_rules::licence::{Asked as About, Terms, TermsError, entered};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource, Role, Term};
use switchboard_rules::request::{Because, Kind};

use super::{SALT, WORDS, Words, one, spot};
use crate::engine::{Arg, Value};
use crate::entry::{self};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::mint::random_id;
use crate::outbox::{self, Message, To};
use crate::requests::{self, Asked, Asking, By, Filed, Outcome};
use crate::seal::{fresh, hex};
use crate::tx::{Tx, Verdict};

/// The most letters of a licence's purpose, and of its contact.
pub const WORDS_MAX: usize = 1_000;

/// A licence to be written down.
#[derive(Clone)]
pub struct NewLicence {
    /// What it says.
    pub terms: Terms,
    /// What for, and how the testers are reached.
    pub words: Words,
    /// Why the second person should sign.
    pub because: Because,
}
says_only_its_name!(NewLicence);

/// What became of writing one down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It waits for the second signature.
    New {
        /// Which.
        licence: LicenceId,
        /// Until when it can be signed.
        until: Moment,
    },
    /// It can't be written down so.
    Not(TermsError),
    /// One of the accounts isn't there, or holds nothing any more.
    NoSuchAccount,
    /// Purpose or contact is missing, or too long.
    NoWords,
}

const INSERT: &str = "insert into licence (bucket, id, request, asked_by, asked_at, place, scope, from_at, until_at, words_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const UNLAY: &str = "delete from licence_tester where licence = $1";
const TESTER: &str = "insert into licence_tester (bucket, account, licence, scope, runs_from, runs_until) values ($1, $2, $3, $4, null, $5)";

/// Writes a licence down: the first signature. It is a request, which somebody else approves: the second.
pub fn write_down(tx: &mut Tx<'_, '_>, new: &NewLicence) -> Result<Verdict<Written>, Fault> {
    if let Err(error) = new.terms.check(tx.now()) {
        return Ok(Verdict::Given(Written::Not(error)));
    }
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= WORDS_MAX;
    if !fits(&new.words.purpose) || !fits(&new.words.contact) {
        return Ok(Verdict::Given(Written::NoWords));
    }
    let licence = LicenceId::from_bytes(random_id()?);
    // Policy looks at who tests, so they are there before it is asked.
    lay_testers(tx, licence, &new.terms)?;
    let about = About {
        licence,
        guarded: guards(tx)?,
        testers: new.terms.testers.clone(),
    };
    let asking = Asking::about_nobody(Kind::GrantLicence, about.text(), new.because.clone());
    let asked = match requests::ask(tx, &asking)? {
        Verdict::Given(asked) => asked,
        Verdict::Refused(refusal) => {
            tx.run(UNLAY, &[Arg::Bytes(licence.as_bytes())])?;
            return Ok(Verdict::Refused(refusal));
        }
    };
    let Asked::New { id: request, until } = asked else {
        tx.run(UNLAY, &[Arg::Bytes(licence.as_bytes())])?;
        return Ok(Verdict::Given(Written::NoSuchAccount));
    };
    lay(tx, licence, request, new)?;
    Ok(Verdict::Given(Written::New { licence, until }))
}

/// Whether whoever is behind this act may write one down that they aren't to test under, for the form.
pub fn may_write(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let resource = Resource::LicenceRequest {
        licence: LicenceId::from_bytes([0; 16]),
        asker: tx.account()?,
        guarded: false,
        tests: false,
    };
    Ok(match tx.ask(Action::AskRequest, &resource, Facts::SHUT)? {
        Ok(_) => Verdict::Given(()),
        Err(refusal) => Verdict::Refused(refusal),
    })
}

fn lay(
    tx: &mut Tx<'_, '_>,
    licence: LicenceId,
    request: RequestId,
    new: &NewLicence,
) -> Result<(), Fault> {
    let id = licence.as_bytes();
    let account = tx.account()?;
    let plain = new.words.bytes(fresh::<SALT>()?);
    let sealed = tx.world.keys.account.seal(spot(WORDS, id), &plain)?;
    let terms = &new.terms;
    tx.later(
        INSERT,
        vec![
            Value::Int(licence.bucket()),
            Value::Bytes(id.to_vec()),
            Value::Bytes(request.as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(tx.now().millis()),
            Value::Text(terms.at.code().to_owned()),
            Value::Text(terms.scope.text()),
            Value::Int(terms.from.millis()),
            Value::Int(terms.until.millis()),
            Value::Bytes(sealed),
        ],
    );
    tx.changed("licence", id);
    Ok(())
}

fn lay_testers(tx: &mut Tx<'_, '_>, licence: LicenceId, terms: &Terms) -> Result<(), Fault> {
    let scope = terms.scope.text();
    for tester in &terms.testers {
        let args = [
            Arg::Int(tester.bucket()),
            Arg::Bytes(tester.as_bytes()),
            Arg::Bytes(licence.as_bytes()),
            Arg::Text(&scope),
            Arg::Int(terms.until.millis()),
        ];
        tx.run(TESTER, &args)?;
    }
    Ok(())
}

/// Whether whoever is behind this act is a data protection officer now.
fn guards(tx: &mut Tx<'_, '_>) -> Result<bool, Fault> {
    let now = tx.now();
    let is_one = |term: &Term| term.role == Role::Dpo && term.runs(now);
    Ok(tx.terms()?.iter().any(is_one))
}

/// Whose access ended, or who holds nothing any more, tests nothing.
const HOLDS: &str = "select 1 from account a join term t on t.bucket = a.bucket and t.account = a.id where a.bucket = $1 and a.id = $2 and a.ended_at is null and t.ended_at is null and (t.until_at is null or t.until_at > $3) limit 1";

fn are_there(tx: &mut Tx<'_, '_>, testers: &BTreeSet<AccountId>) -> Result<bool, Fault> {
    for tester in testers {
        let key = [
            Arg::Int(tester.bucket()),
            Arg::Bytes(tester.as_bytes()),
            Arg::Int(tx.now().millis()),
        ];
        if tx.one(HOLDS, &key, |row| row.int(0))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether what is asked for is a licence that somebody may sign: its words are true of whoever asks and of its accounts.
pub(crate) fn is_writable(tx: &mut Tx<'_, '_>, about: &str) -> Result<bool, Fault> {
    let Some(about) = About::parse(about) else {
        return Ok(false);
    };
    Ok(about.guarded == guards(tx)? && are_there(tx, &about.testers)?)
}

/// What policy is asked about, where a request is for a licence: it hangs on who is asked about.
pub(crate) fn resource(about: &str, asker: AccountId, who: AccountId) -> Option<Resource> {
    let about = About::parse(about)?;
    Some(Resource::LicenceRequest {
        licence: about.licence,
        asker,
        guarded: about.guarded,
        tests: about.testers.contains(&who),
    })
}

const SIGN: &str = "update licence set signed_at = $1, signed_by = $2, entry = $3, entry_bucket = $4 where bucket = $5 and id = $6 and signed_at is null and ended_at is null";

/// The second signature: the licence is agreed to, and becomes an entry. It can't be used before a checkpoint that holds that
/// entry is cosigned.
pub(crate) fn sign(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let (Some(about), By::Grant(grant)) = (About::parse(&filed.about), by) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    let Some(kept) = one(tx.raw(), about.licence)? else {
        return Ok(Outcome::Failed("no-such-licence"));
    };
    let terms = &kept.licence.terms;
    if kept.request != filed.id || terms.testers != about.testers {
        return Ok(Outcome::Failed("not-understood"));
    }
    if tx.now() >= kept.licence.ends() {
        return Ok(Outcome::Failed("time-up"));
    }
    if !are_there(tx, &about.testers)? {
        return Ok(Outcome::Failed("no-such-account"));
    }
    let words = tx
        .world
        .keys
        .account
        .open(spot(WORDS, about.licence.as_bytes()), &kept.words)?;
    let detail = format!(
        "{} signed={},{} words={}",
        entered(about.licence, terms),
        kept.asked_by,
        grant.account(),
        hex(&Sha256::digest(&*words)),
    );
    let entry = tx.world.ordered.next(tx.now().millis());
    let draft = by.draft(EventKind::LicenceSigned, filed).detail(detail);
    entry::write_as(tx, entry, &draft, &[])?;
    tx.later_expect(
        1,
        SIGN,
        vec![
            Value::Int(tx.now().millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Bytes(entry.to_vec()),
            Value::Int(grant.account().bucket()),
            Value::Int(about.licence.bucket()),
            Value::Bytes(about.licence.as_bytes().to_vec()),
        ],
    );
    tx.changed("licence", about.licence.as_bytes());
    let vars = format!(
        "from={} until={}",
        terms.from.millis(),
        terms.until.millis()
    );
    let heard: BTreeSet<AccountId> = outbox::officers(tx)?
        .into_iter()
        .chain(about.testers.iter().copied())
        .collect();
    for account in heard {
        outbox::put(tx, Message::TestAgreed, To::Account(account), &vars)?;
    }
    Ok(Outcome::Done)
}

/// That there is no such licence for whoever asks.
pub(super) fn not_theirs() -> Refusal {
    Refusal::new(Reason::NotYours)
}
