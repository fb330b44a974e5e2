//! A member's own page, call by call: what one card tells of in one, its single entries under it.

use switchboard_store::own_page::Head;
use switchboard_store::rules::events::EventKind;

use super::rows;
use crate::ctx::Ctx;
use crate::rooms::rights::own::actions::Opened;
use crate::rooms::rights::own::pages::{By, Item, Rang, Row};

/// The list: each card once, where its newest entry stands. `(is_later, has_more)` says on which sides of the page others lie.
pub(super) fn items(ctx: &Ctx, opened: &Opened, sides: (bool, bool)) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    // Each card, which item it is, and its entries.
    let mut cards: Vec<(usize, usize, Vec<&Head>)> = Vec::new();
    for (head, row) in opened.heads.iter().zip(rows(ctx, opened)) {
        let Some(card) = head.card else {
            items.push(Item::Row(row));
            continue;
        };
        if let Some((_, at, heads)) = cards.iter_mut().find(|(one, ..)| *one == card) {
            heads.push(head);
            if let Some(Item::Call(call)) = items.get_mut(*at) {
                call.add(head, row);
            }
        } else {
            cards.push((card, items.len(), vec![head]));
            items.push(Item::Call(Rang::begun(head, row)));
        }
    }
    for (_, at, heads) in cards {
        if let Some(Item::Call(call)) = items.get_mut(at) {
            let again = heads.iter().find_map(|head| head.again);
            call.again = again.map(|at| ctx.stamp(at));
            call.is_cut = is_cut(&heads, sides);
        }
    }
    items
}

/// Whether some of a card's entries lie on another page: it begins with being dealt, and ends with a word or without one.
fn is_cut(heads: &[&Head], (is_later, has_more): (bool, bool)) -> bool {
    let has = |is: fn(EventKind) -> bool| {
        let mut kinds = heads
            .iter()
            .filter_map(|head| EventKind::from_code(head.kind));
        kinds.any(is)
    };
    let begins = has(|kind| kind == EventKind::CardDealt);
    let ends = has(|kind| {
        kind.tells_an_answer()
            || matches!(
                kind,
                EventKind::CardHandedBack
                    | EventKind::CardUnreported
                    | EventKind::CardTakenOver
                    | EventKind::CardTakenBack
                    | EventKind::CardLeftBehind
            )
    });
    (has_more && !begins) || (is_later && !ends)
}

impl Rang {
    /// A call of which this is the newest entry.
    fn begun(head: &Head, row: Row) -> Self {
        let mut call = Self {
            at: row.at,
            by: row.by.clone(),
            contest: String::new(),
            purpose: None,
            fields: Vec::new(),
            last: row.what,
            heard: None,
            complained: None,
            again: None,
            looks: 0,
            rows: Vec::new(),
            is_cut: false,
        };
        call.add(head, row);
        call
    }

    /// One more of its entries, an older one. What came of the call stands above them, once.
    fn add(&mut self, head: &Head, mut row: Row) {
        // The program itself closes a card whose time is up: the campaign stands at an older entry.
        if matches!(row.by, By::Campaign(_)) && self.contest.is_empty() {
            self.by = row.by.clone();
            self.purpose = row.purpose;
            self.contest.clone_from(&head.contest);
        }
        // Both stand above them as well.
        row.contest.clear();
        row.again = None;
        let heard = row.heard.take();
        if self.heard.is_none() {
            self.heard = heard;
        }
        let complained = row.complained.take();
        if self.complained.is_none() {
            self.complained = complained;
        }
        if !row.fields.is_empty() {
            self.looks += 1;
        }
        for field in &row.fields {
            if !self.fields.contains(field) {
                self.fields.push(*field);
            }
        }
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use switchboard_store::own_page::{By, Head};
    use switchboard_store::rules::events::EventKind;
    use switchboard_store::rules::moment::Moment;

    use super::is_cut;

    fn head(kind: EventKind) -> Head {
        Head {
            at: Moment::from_millis(0),
            kind: kind.code(),
            by: By::System,
            contest: String::new(),
            purpose: String::new(),
            heard: None,
            card: Some(0),
            complained: None,
            again: None,
        }
    }

    #[test]
    fn a_call_that_the_pages_end_cuts_says_so_on_both_sides_and_a_whole_one_on_none() {
        let (dealt, shown, told) = (
            head(EventKind::CardDealt),
            head(EventKind::CardRedisclosed),
            head(EventKind::Outcome),
        );
        let (alone, first, middle, last) =
            ((false, false), (false, true), (true, true), (true, false));
        for sides in [alone, first, middle, last] {
            assert!(!is_cut(&[&told, &shown, &dealt], sides), "{sides:?}");
        }
        assert!(is_cut(&[&told, &shown], first) && is_cut(&[&told, &shown], middle));
        assert!(is_cut(&[&shown, &dealt], last) && is_cut(&[&shown, &dealt], middle));
        for kind in [EventKind::CardTakenBack, EventKind::CardLeftBehind] {
            let ended = head(kind);
            assert!(!is_cut(&[&ended, &shown, &dealt], last), "{kind:?}");
        }
        // A card that is on a desk has no end yet.
        assert!(!is_cut(&[&shown, &dealt], alone) && !is_cut(&[&shown, &dealt], first));
    }
}
