//! What a caller wrote of a call: the note and the answers, sealed under the member's key and the campaign's.

use switchboard_rules::card::Outcome;
use switchboard_rules::script::{Script, Sent, kept_text, tally_keys};

use super::facts::{BankWords, CardRow};
use super::finish::Report;
use crate::answers::{answers_spot, note_spot};
use crate::engine::Value;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::scripts;
use crate::seal::Spot;
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
const ANSWERS: &str =
    "update card set answers_sealed = $1 where bucket = $2 and id = $3 and answers_sealed is null";
const COUNT: &str = "insert into answer_tally (bucket, account, bank, what, n) values ($1, $2, $3, $4, 1) on conflict (bucket, account, bank, what) do update set n = answer_tally.n + 1";

/// Keeps note and answers where they are to be kept.
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
        if let Some(sealed) = seal(tx, card, key, note_spot(card.id.as_bytes()), &kept)? {
            tx.later(NOTE, row(card, sealed));
        }
    }
    if is_spoken_to(report.outcome) && !card.answered && !said.answers.is_empty() {
        keep_answers(tx, card, words, said, key)?;
    }
    Ok(())
}

/// Whether the member was spoken to and goes on with the call: nobody else's answers are theirs, and of whoever wants no calls
/// nothing more is kept.
const fn is_spoken_to(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Answered | Outcome::Refused | Outcome::CallBack { .. }
    )
}

fn keep_answers(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    words: &BankWords,
    said: &Said,
    key: &(Vec<u8>, i64),
) -> Result<(), Fault> {
    let mut words = words.clone();
    scripts::as_dealt(tx, card.version, &mut words)?;
    let Some(version) = words.version else {
        return Ok(());
    };
    let Ok(script) = Script::read(&words.script) else {
        return Ok(());
    };
    let (answers, _) = script.answers(&said.answers);
    let language = script.language(&said.language);
    let Some(text) = kept_text(&script, &answers, language) else {
        return Ok(());
    };
    let Some(sealed) = seal(tx, card, key, answers_spot(card.id.as_bytes()), &text)? else {
        return Ok(());
    };
    tx.later(ANSWERS, row(card, sealed));
    for what in tally_keys(&script, &answers) {
        tx.later(
            COUNT,
            vec![
                Value::Int(card.holder.bucket()),
                Value::Bytes(card.holder.as_bytes().to_vec()),
                Value::Bytes(card.bank.as_bytes().to_vec()),
                Value::Text(format!("{version}.{what}")),
            ],
        );
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
    spot: Spot<'_>,
    words: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    let Some(wrapped) = walls::kept(tx, card.campaign)? else {
        return Ok(None);
    };
    let keys = &tx.world.keys;
    let member = keys.member(card.member.as_bytes(), key.1, &key.0)?;
    let campaign = keys.campaign(card.campaign.as_bytes(), &wrapped)?;
    let sealed = member.campaign(&campaign)?.seal(spot, words.as_bytes())?;
    Ok(Some(sealed))
}
