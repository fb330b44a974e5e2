//! A campaign's own words in the draw: fingerprints first, words for a day at least, and a draw that anybody makes again.

use sha2::{Digest, Sha256};
use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::{Fingerprint, Gave, Words};
use switchboard_rules::ids::{CampaignId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::refused;
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::told;
use super::restores::{Back, back_up};
use crate::banks;
use crate::fairness::{self, Board, LotShown, Lotted};
use crate::restore::LogName;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::{Done, World};

fn board(world: &World, house: &House, now: Moment) -> Board {
    fairness::board(world, house.contest, now).unwrap().unwrap()
}

fn add(
    house: &House,
    who: &Person,
    campaign: CampaignId,
    words: &'static str,
) -> Result<Done<Lotted>, crate::Fault> {
    house.act(who, EVENING, move |tx| {
        fairness::add_lot(tx, campaign, print_of(words))
    })
}

fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

fn print_of(text: &str) -> Fingerprint {
    Fingerprint::of(&words(text))
}

/// A contest that opens in two days, so that a draw can still be added to.
fn opens_later(house: &House) -> Moment {
    house.tamper("update contest set opens_at = opens_at + 259200000, opened_at = null");
    let until = EVENING.plus(Span::days(1)).millis();
    house.tamper(format!("update contest_terms set fingerprints_until = {until}").leak());
    EVENING.plus(Span::days(2))
}

fn show(
    house: &House,
    who: &Person,
    campaign: CampaignId,
    (shown, now): (&'static str, Moment),
) -> LotShown {
    let who = house.again(who, now);
    given(house.act(&who, now, move |tx| {
        fairness::show_lot(tx, campaign, &words(shown))
    }))
}

fn organiser(house: &House, campaign: CampaignId) -> Person {
    house.person("Olive", Role::Organiser, Scope::Campaign(campaign))
}

/// What anybody makes of the public page alone: SHA-256 and nothing of the program's. Answers whom each member's first call
/// is with, or which campaign's words don't have its fingerprint.
fn by_hand(board: &Board, members: &[MemberId]) -> Result<Vec<[u8; 16]>, String> {
    let fair = board.terms.as_ref().unwrap();
    let drawn = fair.drawn.as_ref().unwrap();
    let mut commitment = b"switchboard draw v1 commitment\0".to_vec();
    commitment.extend(&drawn.secret);
    if Sha256::digest(&commitment).to_vec() != fair.commitment {
        return Err("the secret".to_owned());
    }
    let mut seed = b"switchboard draw v1 seed\0".to_vec();
    seed.extend(&drawn.secret);
    let mut in_draw = Vec::new();
    for used in &board.campaigns {
        let Some(part) = &used.part else { continue };
        let words = part.words.as_ref().map_or("", |words| words.as_str());
        let print = part.fingerprint.as_ref().map(|print| *print.as_bytes());
        let is_shown = !words.is_empty();
        if is_shown && print.map(Vec::from) != Some(Sha256::digest(words).to_vec()) {
            return Err(used.name.clone());
        }
        if is_shown || print.is_none() {
            in_draw.push(*used.id.as_bytes());
        }
        seed.extend(used.id.as_bytes());
        seed.extend(u32::try_from(words.len()).unwrap().to_be_bytes());
        seed.extend(words.as_bytes());
    }
    let seed = Sha256::digest(&seed);
    if seed.to_vec() != drawn.seed {
        return Err("the seed".to_owned());
    }
    let first = |member: &MemberId| {
        let weight = |campaign: &&[u8; 16]| hmac(&seed, &[*member.as_bytes(), **campaign].concat());
        *in_draw.iter().max_by_key(weight).unwrap()
    };
    Ok(members.iter().map(first).collect())
}

/// RFC 2104, by hand.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let pad = |with: u8| -> Vec<u8> {
        (0..64)
            .map(|at| key.get(at).copied().unwrap_or(0) ^ with)
            .collect()
    };
    let inner = Sha256::digest([pad(0x36).as_slice(), text].concat());
    Sha256::digest([pad(0x5c).as_slice(), &inner].concat()).to_vec()
}

#[test]
fn anybody_makes_the_draw_again_from_the_public_page_alone_and_finds_words_that_were_changed() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let (of_red, of_blue) = (organiser(house, red), organiser(house, blue));
        let opens = opens_later(house);
        let before = board(&house.world, house, EVENING).terms.unwrap();
        assert!(before.drawn.is_none() && before.commitment.len() == 32);
        given(add(house, &of_red, red, "green pan"));
        // The last fingerprint counts, also with space around the words.
        let print = print_of("red kettle");
        let added = given(add(house, &of_red, red, " red kettle "));
        assert_eq!(added, Lotted::Added(*print.as_bytes()));
        assert_eq!(
            refused(add(house, &of_red, blue, "x")),
            Reason::NotYourCampaign
        );
        given(add(house, &of_blue, blue, "café, blue: = kettle"));
        assert_eq!(
            show(house, &of_red, red, (" red kettle", EVENING)),
            LotShown::Shown
        );
        let blues = ("café, blue: = kettle", EVENING);
        assert_eq!(show(house, &of_blue, blue, blues), LotShown::Shown);
        // Everybody has shown: it is drawn when members are fixed, and not before.
        assert_eq!(fairness::show_due(&house.world, opens).unwrap(), 0);
        house.tamper("update contest set opened_at = opens_at");
        assert_eq!(fairness::show_due(&house.world, opens).unwrap(), 1);
        assert_eq!(fairness::show_due(&house.node(), opens).unwrap(), 0);
        let late = show(house, &of_red, red, ("red kettle", opens));
        assert_eq!(late, LotShown::TooLate);
        let mut drawn = board(&house.world, house, opens);
        let members: Vec<_> = (0..64_u8).map(|n| MemberId::from_bytes([n; 16])).collect();
        let firsts = by_hand(&drawn, &members).unwrap();
        let dealt = house
            .read(|raw| fairness::drawn(raw, house.contest))
            .unwrap();
        for (member, first) in members.iter().zip(&firsts) {
            assert_eq!(dealt.first(member).unwrap().as_bytes(), first);
        }
        assert!(
            [red, blue]
                .iter()
                .all(|one| firsts.contains(one.as_bytes()))
        );
        // The entry says the same words.
        let told = told(house, EventKind::DrawShown.code());
        let hex = crate::seal::hex("red kettle".as_bytes());
        assert!(told[0].2.contains(&hex), "{}", told[0].2);
        // Somebody who holds the database changes what was shown.
        house.tamper("update draw_lot set words = 'red kettles' where words = 'red kettle'");
        drawn = board(&house.world, house, opens);
        assert!(by_hand(&drawn, &members).is_err());
        house.settle(opens);
    });
}

#[test]
fn no_words_are_shown_before_every_fingerprint_is_in_and_none_is_taken_once_they_are() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let (of_red, of_blue) = (organiser(house, red), organiser(house, blue));
        opens_later(house);
        given(add(house, &of_red, red, "red kettle"));
        let waits = LotShown::NotYet(EVENING.plus(Span::days(1)));
        assert_eq!(show(house, &of_red, red, ("red kettle", EVENING)), waits);
        given(add(house, &of_blue, blue, "blue kettle"));
        // All are in: nobody chooses other words any more.
        let late = given(add(house, &of_blue, blue, "better words"));
        assert_eq!(late, Lotted::TooLate);
        let other = show(house, &of_blue, blue, ("better words", EVENING));
        assert_eq!(other, LotShown::Others);
        let shown = show(house, &of_red, red, ("red kettle", EVENING));
        assert_eq!(shown, LotShown::Shown);
        // A date that is moved takes no other fingerprint.
        house.tamper("update contest set opens_at = opens_at + 864000000");
        let late = given(add(house, &of_blue, blue, "better words"));
        assert_eq!(late, Lotted::TooLate);
        house.settle(EVENING);
    });
}

#[test]
fn a_campaign_that_is_added_after_the_first_fingerprint_is_in_no_draw_and_turns_nothing_back() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let (of_red, of_blue) = (organiser(house, red), organiser(house, blue));
        let opens = opens_later(house);
        house.tamper("update contest set phase = 'nominations'");
        given(add(house, &of_red, red, "red kettle"));
        let fixed = told(house, EventKind::DrawFixed.code());
        assert_eq!(fixed.len(), 1);
        let both = [red, blue].map(|id| crate::seal::hex(id.as_bytes()));
        assert!(
            both.iter().all(|id| fixed[0].2.contains(id)),
            "{}",
            fixed[0].2
        );
        let contest = house.contest;
        let made = house
            .world
            .write("late", Auth::Console, EVENING, move |tx| {
                banks::new_campaign(tx, contest, "Late").map(Verdict::Given)
            });
        let late = given(made.wait());
        let of_late = organiser(house, late);
        assert_eq!(
            given(add(house, &of_late, late, "late kettle")),
            Lotted::LeftOut
        );
        // The last of those that are in it begins the words, whoever came late.
        given(add(house, &of_blue, blue, "blue kettle"));
        assert_eq!(
            show(house, &of_red, red, ("red kettle", EVENING)),
            LotShown::Shown
        );
        assert_eq!(
            show(house, &of_blue, blue, ("blue kettle", EVENING)),
            LotShown::Shown
        );
        let own = given(house.act(&of_late, EVENING, move |tx| fairness::own(tx, late)));
        assert!(own.is_left_out && own.part.is_none());
        house.tamper("update contest set opened_at = opens_at");
        assert_eq!(fairness::show_due(&house.world, opens).unwrap(), 1);
        let drawn = house.read(|raw| fairness::drawn(raw, contest)).unwrap();
        let all = (0..200_u8).map(|n| drawn.first(&MemberId::from_bytes([n; 16])));
        assert!(all.into_iter().all(|first| first != Some(late)));
        house.settle(opens);
    });
}

#[test]
fn words_can_be_shown_for_a_day_whatever_an_officer_does_to_the_date_of_access() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let (of_red, of_blue) = (organiser(house, red), organiser(house, blue));
        opens_later(house);
        given(add(house, &of_red, red, "red kettle"));
        given(add(house, &of_blue, blue, "blue kettle"));
        // Words began now, with a letter to every organiser; access is moved to an hour from now, and begins.
        let letters = "select count(*) from outbox where kind = 'draw-words'";
        let organisers = "select count(distinct account) from term where role = 'organiser'";
        assert!(house.count(organisers) >= 2);
        assert_eq!(house.count(letters), house.count(organisers));
        assert_eq!(told(house, EventKind::DrawWords.code()).len(), 1);
        let hour = EVENING.plus(Span::hours(1));
        let at = hour.millis();
        house.tamper(format!("update contest set opens_at = {at}, opened_at = {at}").leak());
        show(house, &of_red, red, ("red kettle", EVENING));
        let day = EVENING.plus(Span::days(1));
        let last = day.minus(Span::millis(1));
        assert_eq!(fairness::show_due(&house.world, last).unwrap(), 0);
        assert_eq!(
            show(house, &of_blue, blue, ("blue", last)),
            LotShown::Others
        );
        // Nobody says that it is drawn before it is.
        let shown = show(house, &of_blue, blue, ("blue kettle", last));
        assert_eq!(shown, LotShown::Shown);
        assert_eq!(fairness::show_due(&house.world, last).unwrap(), 1);
        house.settle(last);
    });
}

#[test]
fn whoever_shows_no_words_within_the_day_is_named_and_has_no_first_call() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let (of_red, of_blue) = (organiser(house, red), organiser(house, blue));
        let opens = opens_later(house);
        given(add(house, &of_red, red, "red kettle"));
        given(add(house, &of_blue, blue, "blue kettle"));
        show(house, &of_red, red, ("red kettle", EVENING));
        house.tamper("update contest set opened_at = opens_at");
        assert_eq!(fairness::show_due(&house.world, opens).unwrap(), 1);
        let told = told(house, EventKind::DrawShown.code());
        assert!(told[0].2.contains(":withheld"), "{}", told[0].2);
        let drawn = board(&house.world, house, opens);
        let members: Vec<_> = (0..64_u8).map(|n| MemberId::from_bytes([n; 16])).collect();
        let firsts = by_hand(&drawn, &members).unwrap();
        assert!(firsts.iter().all(|first| first == red.as_bytes()));
        let part = drawn.campaigns.iter().find(|used| used.id == blue).unwrap();
        assert_eq!(part.part.as_ref().unwrap().gave(), Gave::Withheld);
        house.settle(opens);
    });
}

#[test]
fn a_draw_that_was_not_over_in_a_backup_begins_anew_with_another_secret() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let (of_red, of_blue) = (organiser(house, red), organiser(house, blue));
        opens_later(house);
        given(add(house, &of_red, red, "red kettle"));
        given(add(house, &of_blue, blue, "blue kettle"));
        back_up(house, "before-words");
        show(house, &of_red, red, ("red kettle", EVENING));
        let old = board(&house.world, house, EVENING).terms.unwrap();
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "before-words", LogName::New).unwrap();
        let world = back.open();
        let new = board(&world, house, super::restores::LATER);
        let terms = new.terms.unwrap();
        assert_ne!(terms.commitment, old.commitment);
        assert!(terms.standing.words_from.is_none() && terms.committed != old.committed);
        assert!(new.campaigns.iter().all(|used| used.part.is_none()));
        // Whoever is let in again hands in another fingerprint.
        assert!(terms.standing.fingerprints_until >= EVENING.plus(Span::days(4)));
        assert_eq!(
            fairness::show_due(&world, EVENING.plus(Span::days(9))).unwrap(),
            0
        );
    });
}

#[test]
fn a_draw_that_was_over_in_a_backup_stays_what_it_was() {
    on_both(1, |house| {
        assert_eq!(fairness::show_due(&house.world, EVENING).unwrap(), 1);
        let old = board(&house.world, house, EVENING).terms.unwrap();
        back_up(house, "after");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "after", LogName::New).unwrap();
        let terms = board(&back.open(), house, EVENING).terms.unwrap();
        assert_eq!(terms.commitment, old.commitment);
        assert_eq!(terms.drawn.unwrap().seed, old.drawn.unwrap().seed);
    });
}
