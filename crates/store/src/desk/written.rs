//! What a caller wrote of a call: the note and the answers, sealed under the member's key and the campaign's, in steps of length.

use switchboard_rules::card::Outcome;
use switchboard_rules::script::{Script, Sent, counted_keys, kept_text, tally_keys};

use super::facts::{BankWords, CardRow};
use super::finish::Report;
use crate::answers::{open_answers, seal_answers, seal_note};
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::scripts;
use crate::seal::{SealError, SealKey};
use crate::tx::Tx;
use crate::walls;

/// What a caller says was answered.
#[derive(Clone, Default)]
pub struct Said {
    /// The answers as they were sent.
    pub answers: Vec<Sent>,
    /// The code of the language in which the script was read out.
    pub language: String,
}
says_only_its_name!(Said);

const NOTE_CHARS_MAX: usize = 2_000;
const NOTE: &str = "update card set note_sealed = $1 where bucket = $2 and id = $3";
const ANSWERS: &str = "update card set answers_sealed = $1 where bucket = $2 and id = $3";
const COUNT: &str = "insert into answer_tally (bucket, account, bank, what, n) values ($1, $2, $3, $4, 1) on conflict (bucket, account, bank, what) do update set n = answer_tally.n + 1";

/// Keeps note and answers where they are to be kept. Of a card that has some already, [`take_back`] comes first: the counts know
/// nothing of what is written over.
pub(super) fn keep(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    words: &BankWords,
    (report, said): (&Report, &Said),
    key: &(Vec<u8>, i64),
) -> Result<(), Fault> {
    let note = report.note.as_deref().map(str::trim);
    if let Some(note) = note.filter(|note| words.notes && !note.is_empty()) {
        let kept: String = note.chars().take(NOTE_CHARS_MAX).collect();
        let sealed = seal(tx, card, key, |key| {
            seal_note(key, card.id.as_bytes(), kept.trim_end())
        })?;
        if let Some(sealed) = sealed {
            tx.later(NOTE, row(card, sealed));
        }
    }
    if let Some(answers) = answers(tx, card, words, (report, said))? {
        keep_answers(tx, card, &answers, key)?;
    }
    Ok(())
}

const WRITTEN: &str = "select answers_sealed from card where bucket = $1 and id = $2 and (answers_sealed is not null or note_sealed is not null)";
const TAKE: &str = "update card set note_sealed = null, answers_sealed = null where bucket = $1 and id = $2 and (answers_sealed is not null or note_sealed is not null)";
const TAKE_ANSWERS: &str = "update card set answers_sealed = null where bucket = $1 and id = $2 and answers_sealed is not null";
const UNCOUNT: &str = "update answer_tally set n = n - 1 where bucket = $1 and account = $2 and bank = $3 and what = $4 and n > 0";
const UNCOUNTED: &str = "delete from answer_tally where bucket = $1 and account = $2 and bank = $3 and what = $4 and n <= 0";

/// Takes back what was written of a call: its note and its answers go, and what of them was counted is counted out. Once more
/// changes nothing, and afterwards [`keep`] may write others.
pub(super) fn take_back(tx: &mut Tx<'_, '_>, card: &CardRow) -> Result<(), Fault> {
    take(tx, card, TAKE)
}

/// The same of the answers alone.
pub(super) fn take_answers_back(tx: &mut Tx<'_, '_>, card: &CardRow) -> Result<(), Fault> {
    take(tx, card, TAKE_ANSWERS)
}

fn take(tx: &mut Tx<'_, '_>, card: &CardRow, what: &'static str) -> Result<(), Fault> {
    let args = [Arg::Int(card.id.bucket()), Arg::Bytes(card.id.as_bytes())];
    let read = |row: &crate::engine::Row<'_>| Ok(row.opt_bytes(0)?.map(<[u8]>::to_vec));
    let written = tx.one(WRITTEN, &args, read)?;
    if written.is_none() || tx.run(what, &args)? == 0 {
        return Ok(());
    }
    let Some(sealed) = written.flatten() else {
        return Ok(());
    };
    for what in counted(tx, card, &sealed)? {
        tx.later(UNCOUNT, counted_as(card, what.clone()));
        tx.later(UNCOUNTED, counted_as(card, what));
    }
    Ok(())
}

/// What was counted of a card's answers. Nothing where they don't open any more: the counts of a campaign whose key is gone go
/// with it, and somebody who was forgotten has no answers.
fn counted(tx: &mut Tx<'_, '_>, card: &CardRow, sealed: &[u8]) -> Result<Vec<String>, Fault> {
    let key = line::known(tx, card.member)?.filter(|(key, _)| !key.is_empty());
    let wrapped = walls::kept(tx, card.campaign)?;
    let body = match card.version {
        Some(version) => scripts::body(tx, version)?.map(|body| (version, body)),
        None => None,
    };
    let (Some((key, month)), Some(wrapped), Some((version, body))) = (key, wrapped, body) else {
        return Ok(Vec::new());
    };
    let Ok(script) = Script::read(&body) else {
        return Ok(Vec::new());
    };
    let keys = &tx.world.keys;
    let member = keys.member(card.member.as_bytes(), month, &key)?;
    let campaign = keys.campaign(card.campaign.as_bytes(), &wrapped)?;
    let text = open_answers(&member.campaign(&campaign)?, card.id.as_bytes(), sealed)?;
    let whats = counted_keys(&script, &text).into_iter();
    Ok(whats.map(|what| format!("{version}.{what}")).collect())
}

fn counted_as(card: &CardRow, what: String) -> Vec<Value> {
    vec![
        Value::Int(card.holder.bucket()),
        Value::Bytes(card.holder.as_bytes().to_vec()),
        Value::Bytes(card.bank.as_bytes().to_vec()),
        Value::Text(what),
    ]
}

/// Whether the member was spoken to and goes on with the call: nobody else's answers are theirs, and of whoever wants no calls
/// nothing more is kept.
pub(super) const fn is_spoken_to(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Answered | Outcome::Refused | Outcome::CallBack { .. }
    )
}

/// What was answered, as it is kept and counted.
pub(super) struct Answers {
    text: String,
    whats: Vec<String>,
}

/// What is to be kept of what was answered; none where nothing of it fits the script that the card was dealt with, or the
/// member wasn't spoken to.
pub(super) fn answers(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    words: &BankWords,
    (report, said): (&Report, &Said),
) -> Result<Option<Answers>, Fault> {
    if !is_spoken_to(report.outcome) || said.answers.is_empty() {
        return Ok(None);
    }
    let mut words = words.clone();
    scripts::as_dealt(tx, card.version, &mut words)?;
    let Some(version) = words.version else {
        return Ok(None);
    };
    let Ok(script) = Script::read(&words.script) else {
        return Ok(None);
    };
    let (answers, _) = script.answers(&said.answers);
    let language = script.language(&said.language);
    let whats = tally_keys(&script, &answers).into_iter();
    let whats = whats.map(|what| format!("{version}.{what}")).collect();
    let text = kept_text(&script, &answers, language);
    Ok(text.map(|text| Answers { text, whats }))
}

fn keep_answers(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    answers: &Answers,
    key: &(Vec<u8>, i64),
) -> Result<(), Fault> {
    let sealed = seal(tx, card, key, |key| {
        seal_answers(key, card.id.as_bytes(), &answers.text)
    })?;
    let Some(sealed) = sealed else {
        return Ok(());
    };
    tx.later(ANSWERS, row(card, sealed));
    for what in &answers.whats {
        tx.later(COUNT, counted_as(card, what.clone()));
    }
    Ok(())
}

fn row(card: &CardRow, sealed: Vec<u8>) -> Vec<Value> {
    vec![
        Value::Bytes(sealed),
        Value::Int(card.id.bucket()),
        Value::Bytes(card.id.as_bytes().to_vec()),
    ]
}

/// Words sealed for the card's campaign; none once its contest is deleted: what it would have kept is not kept.
fn seal(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    key: &(Vec<u8>, i64),
    write: impl FnOnce(&SealKey) -> Result<Vec<u8>, SealError>,
) -> Result<Option<Vec<u8>>, Fault> {
    let Some(wrapped) = walls::kept(tx, card.campaign)? else {
        return Ok(None);
    };
    let keys = &tx.world.keys;
    let member = keys.member(card.member.as_bytes(), key.1, &key.0)?;
    let campaign = keys.campaign(card.campaign.as_bytes(), &wrapped)?;
    Ok(Some(write(&member.campaign(&campaign)?)?))
}
