//! One room, one concern: its pages, its actions, its tests. Rooms never import rooms.

pub mod accounts;
pub mod answers;
pub mod audiences;
pub mod banks;
pub mod branches;
pub mod contests;
pub mod desk;
pub mod directory;
pub mod door;
pub mod duplicates;
pub mod fairness;
pub mod freezes;
pub mod home;
pub mod installation;
pub mod joining;
pub mod leaving;
pub mod licences;
pub mod log;
pub mod members;
pub mod requests;
pub mod restored;
pub mod rights;
pub mod roll;
pub mod scripts;
pub mod shifts;
pub mod testing;
