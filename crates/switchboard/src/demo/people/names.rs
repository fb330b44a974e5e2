//! A short list of names of our own, for what the library lacks.
//!
//! First names stand by who bears them, so that titles fit; family names by tradition, so that they
//! go together; Polish ones in both forms. Common names only: each stands for thousands of people,
//! and so for nobody.

use fake::rand::rngs::StdRng;
use fake::rand::seq::IndexedRandom;
use fake::rand::{Rng, RngExt};

/// Names that go together.
struct Tradition {
    /// Its share of the members drawn here, in parts of 100.
    share: u32,
    women: &'static [&'static str],
    men: &'static [&'static str],
    /// Family names as a woman and as a man bear them.
    families: &'static [(&'static str, &'static str)],
}

/// A drawn name.
pub(super) struct Drawn {
    pub(super) title: &'static str,
    pub(super) given: &'static str,
    pub(super) family: &'static str,
}

/// Family names that women and men bear alike.
macro_rules! alike {
    ($($name:literal),+ $(,)?) => { &[$(($name, $name)),+] };
}

const TRADITIONS: [Tradition; 10] = [
    Tradition {
        share: 26, // English
        women: &[
            "Margaret",
            "Susan",
            "Patricia",
            "Christine",
            "Janet",
            "Helen",
            "Karen",
            "Alison",
            "Sarah",
            "Joanne",
            "Emma",
            "Lucy",
            "Charlotte",
            "Grace",
            "Maud",
        ],
        men: &[
            "David", "John", "Peter", "Michael", "Alan", "Stephen", "Andrew", "Mark", "Simon",
            "Paul", "James", "Daniel", "Thomas", "Oliver", "Arthur",
        ],
        families: alike![
            "Smith", "Taylor", "Brown", "Wilson", "Wright", "Walker", "Thompson", "Hall", "Green",
            "Clarke", "Cooper", "Ward", "Turner", "Hill", "Baker", "Harrison", "Shaw", "Bell",
            "Lee", "Fox"
        ],
    },
    Tradition {
        share: 18, // Welsh
        women: &[
            "Siân", "Carys", "Eleri", "Ffion", "Mair", "Nerys", "Rhiannon", "Lowri", "Bethan",
            "Gwen", "Angharad", "Heledd", "Menna", "Delyth",
        ],
        men: &[
            "Rhys", "Gareth", "Dafydd", "Huw", "Ieuan", "Geraint", "Emyr", "Gwilym", "Aled",
            "Llŷr", "Iwan", "Siôn", "Tomos", "Hywel",
        ],
        families: alike![
            "Evans",
            "Jones",
            "Davies",
            "Williams",
            "Thomas",
            "Roberts",
            "Hughes",
            "Lewis",
            "Morgan",
            "Griffiths",
            "Owen",
            "Rees",
            "Price",
            "Pugh",
            "Llewellyn",
            "ap Rhys"
        ],
    },
    Tradition {
        share: 11, // Scottish
        women: &[
            "Morag", "Fiona", "Catriona", "Eilidh", "Shona", "Isla", "Kirsty", "Mairi", "Ailsa",
            "Jean",
        ],
        men: &[
            "Hamish", "Ewan", "Callum", "Alasdair", "Angus", "Fergus", "Iain", "Murdo", "Rory",
            "Duncan",
        ],
        families: alike![
            "MacDonald",
            "Campbell",
            "Stewart",
            "Robertson",
            "Murray",
            "Fraser",
            "MacLeod",
            "Ross",
            "Grant",
            "Sutherland",
            "Kerr",
            "Sinclair"
        ],
    },
    Tradition {
        share: 12, // Irish
        women: &[
            "Aoife", "Siobhán", "Niamh", "Orla", "Ciara", "Gráinne", "Sinéad", "Róisín", "Bríd",
            "Deirdre", "Áine", "Maeve",
        ],
        men: &[
            "Seán", "Ciarán", "Pádraig", "Eoin", "Declan", "Cormac", "Diarmuid", "Oisín", "Tadhg",
            "Conor", "Fionn", "Brendan",
        ],
        families: alike![
            "Murphy",
            "O'Brien",
            "Kelly",
            "Byrne",
            "O'Sullivan",
            "Walsh",
            "Doyle",
            "McCarthy",
            "Gallagher",
            "Ní Dhomhnaill",
            "Quinn",
            "O'Neill",
            "Kearney",
            "Nolan"
        ],
    },
    Tradition {
        share: 9, // Pakistani, Bangladeshi
        women: &[
            "Ayesha", "Fatima", "Nasreen", "Rukhsana", "Shabana", "Zainab", "Samina", "Nusrat",
            "Farzana", "Sadia",
        ],
        men: &[
            "Mohammed", "Imran", "Tariq", "Shahid", "Abdul", "Kamran", "Nadeem", "Rafiq", "Usman",
            "Zahid",
        ],
        families: alike![
            "Khan",
            "Ahmed",
            "Hussain",
            "Akhtar",
            "Malik",
            "Mahmood",
            "Iqbal",
            "Rahman",
            "Miah",
            "Chowdhury",
            "Shah",
            "Ali"
        ],
    },
    Tradition {
        share: 7, // Indian
        women: &[
            "Priya", "Sunita", "Meena", "Anjali", "Lakshmi", "Kavita", "Nisha", "Pooja", "Deepa",
            "Rekha",
        ],
        men: &[
            "Rajesh", "Sanjay", "Vijay", "Anil", "Suresh", "Arjun", "Ravi", "Nikhil", "Deepak",
            "Ashok",
        ],
        families: alike![
            "Patel", "Shah", "Sharma", "Desai", "Mehta", "Joshi", "Gupta", "Iyer", "Nair", "Reddy",
            "Das", "Rao"
        ],
    },
    Tradition {
        share: 3, // Sikh
        women: &[
            "Harpreet",
            "Manjit",
            "Jasleen",
            "Simran",
            "Gurpreet",
            "Navdeep",
            "Balvinder",
            "Kiran",
        ],
        men: &[
            "Harjit",
            "Gurdeep",
            "Jaspal",
            "Balwinder",
            "Manpreet",
            "Sukhdev",
            "Amrit",
            "Ranjit",
        ],
        families: &[
            ("Kaur", "Singh"),
            ("Kaur Gill", "Singh Gill"),
            ("Dhillon", "Dhillon"),
            ("Sandhu", "Sandhu"),
            ("Grewal", "Grewal"),
        ],
    },
    Tradition {
        share: 6, // Polish
        women: &[
            "Agnieszka",
            "Małgorzata",
            "Katarzyna",
            "Ewa",
            "Zofia",
            "Magdalena",
            "Joanna",
            "Łucja",
            "Beata",
        ],
        men: &[
            "Paweł",
            "Krzysztof",
            "Tomasz",
            "Piotr",
            "Andrzej",
            "Łukasz",
            "Marcin",
            "Stanisław",
            "Wojciech",
        ],
        families: &[
            ("Kowalska", "Kowalski"),
            ("Wiśniewska", "Wiśniewski"),
            ("Zielińska", "Zieliński"),
            ("Nowak", "Nowak"),
            ("Wójcik", "Wójcik"),
            ("Kamińska", "Kamiński"),
            ("Mazur", "Mazur"),
            ("Dąbrowska", "Dąbrowski"),
        ],
    },
    Tradition {
        share: 5, // West African
        women: &[
            "Ngozi", "Folake", "Adaeze", "Abena", "Yewande", "Chiamaka", "Efua", "Aminata",
            "Titilayo", "Akosua",
        ],
        men: &[
            "Chukwuemeka",
            "Kwame",
            "Oluwaseun",
            "Kofi",
            "Babatunde",
            "Ifeanyi",
            "Yaw",
            "Obinna",
            "Mamadou",
            "Tunde",
        ],
        families: alike![
            "Okafor", "Mensah", "Adeyemi", "Owusu", "Okonkwo", "Boateng", "Balogun", "Asante",
            "Nwosu", "Diallo", "Sesay", "Eze"
        ],
    },
    Tradition {
        share: 3, // Chinese
        women: &[
            "Mei Ling", "Wai Yee", "Xiu Ying", "Hui Min", "Siew Lan", "Yan",
        ],
        men: &["Wai Keung", "Chi Ming", "Jun", "Kin Man", "Wei", "Ka Ho"],
        families: alike!["Wong", "Chan", "Lam", "Li", "Ng", "Cheung", "Zhang", "Ho"],
    },
];

/// Draws a name with a title that fits; one in fourteen has none.
pub(super) fn draw(chance: &mut StdRng) -> Drawn {
    const WOMEN: [&str; 14] = [
        "Mrs", "Mrs", "Mrs", "Mrs", "Mrs", "Ms", "Ms", "Ms", "Ms", "Miss", "Miss", "Dr", "Rev", "",
    ];
    const MEN: [&str; 14] = [
        "Mr", "Mr", "Mr", "Mr", "Mr", "Mr", "Mr", "Mr", "Mr", "Mr", "Mr", "Dr", "Rev", "",
    ];
    let tradition = tradition(chance.random_range(0..100));
    let (woman, man) = tradition
        .families
        .choose(chance)
        .copied()
        .unwrap_or_default();
    if chance.random_range(0..2) == 0 {
        Drawn {
            title: pick(&WOMEN, chance),
            given: pick(tradition.women, chance),
            family: woman,
        }
    } else {
        Drawn {
            title: pick(&MEN, chance),
            given: pick(tradition.men, chance),
            family: man,
        }
    }
}

fn tradition(mut part: u32) -> &'static Tradition {
    let [first, ..] = &TRADITIONS;
    for tradition in &TRADITIONS {
        match part.checked_sub(tradition.share) {
            Some(rest) => part = rest,
            None => return tradition,
        }
    }
    first
}

fn pick(list: &[&'static str], chance: &mut impl Rng) -> &'static str {
    list.choose(chance).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::TRADITIONS;

    #[test]
    fn the_shares_make_a_whole() {
        assert_eq!(
            TRADITIONS
                .iter()
                .map(|tradition| tradition.share)
                .sum::<u32>(),
            100
        );
    }
}
