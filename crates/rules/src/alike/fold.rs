//! Words as they are compared and searched for.

/// Small letters, without marks that people leave out when they type.
pub fn folded(word: &str) -> String {
    word.chars()
        .filter(|c| !c.is_control())
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ŵ' => 'w',
        'ŷ' | 'ý' => 'y',
        'ç' => 'c',
        'ñ' => 'n',
        '\'' | '’' | '-' => '-',
        other => other,
    }
}
