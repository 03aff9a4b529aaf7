using System.Buffers;

namespace Concord.Bilingual;

/// <summary>The stem of an English word: what "migrants" and "migrant", "cities" and "city" have in common.</summary>
/// <remarks>
/// The Snowball English ("Porter2") algorithm as of Snowball 3.1: https://snowballstem.org/algorithms/english/stemmer.html.
/// 3.x and not the older 2.x, because it no longer throws organ/organization, intern/international and
/// universe/university together. Apostrophes never reach it: <see cref="Pieces"/> has taken them off.
/// </remarks>
internal static class EnglishStem
{
    // Each step takes the longest suffix that fits, so the lists are in order of length.
    private static readonly (string Suffix, string Becomes)[][] step2 = LongestFirst(
        ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("entli", "ent"), ("izer", "ize"), ("ization", "ize"),
        ("ational", "ate"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("aliti", "al"), ("alli", "al"), ("fulness", "ful"),
        ("ousli", "ous"), ("ousness", "ous"), ("iveness", "ive"), ("iviti", "ive"), ("biliti", "ble"), ("bli", "ble"), ("ogist", "og"),
        ("ogi", "og"), ("fulli", "ful"), ("lessli", "less"), ("li", ""));

    private static readonly (string Suffix, string Becomes)[][] step3 = LongestFirst(
        ("tional", "tion"), ("ational", "ate"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
        ("ative", ""));

    private static readonly (string Suffix, string Becomes)[][] step4 = LongestFirst(
        ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""), ("ant", ""), ("ement", ""), ("ment", ""),
        ("ent", ""), ("ism", ""), ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""), ("ion", ""));

    private static readonly SearchValues<char> vowels = SearchValues.Create("aeiouy");

    private static readonly string[] prefixes = ["gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"];

    /// <summary>Stems in place.</summary>
    /// <param name="word">Lower-case letters a to z only; its beginning is overwritten with the stem.</param>
    /// <returns>How many letters the stem has; never more than the word.</returns>
    public static int Of(Span<char> word)
    {
        var n = word.Length;
        if (n <= 2) return n;
        if (Exception(word) is { } known)
        {
            known.CopyTo(word);
            return known.Length;
        }

        MarkConsonantY(word);
        var (r1, r2) = Regions(word);
        n = Step1a(word, n);
        n = Step1b(word, n, r1);
        if (n > 2 && word[n - 1] is 'y' or 'Y' && !IsVowel(word[n - 2])) word[n - 1] = 'i';
        n = Step2(word, n, r1);
        n = Step3(word, n, r1, r2);
        n = Step4(word, n, r2);
        n = Step5(word, n, r1, r2);
        word[..n].Replace('Y', 'y');
        return n;
    }

    private static string? Exception(ReadOnlySpan<char> word) => word switch
    {
        "skis" => "ski",
        "skies" => "sky",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        "sky" => "sky",
        "news" => "news",
        "howe" => "howe",
        "atlas" => "atlas",
        "cosmos" => "cosmos",
        "bias" => "bias",
        "andes" => "andes",
        _ => null,
    };

    // A y that begins the word or follows a vowel is a consonant, written Y until the end.
    private static void MarkConsonantY(Span<char> word)
    {
        if (word[0] == 'y') word[0] = 'Y';
        for (var i = 1; i < word.Length; i++)
            if (word[i] == 'y' && IsVowel(word[i - 1])) word[i] = 'Y';
    }

    // R1 begins after the first consonant that follows a vowel, R2 is the same once more within R1.
    private static (int R1, int R2) Regions(ReadOnlySpan<char> word)
    {
        var r1 = -1;
        foreach (var prefix in prefixes)
            if (word.StartsWith(prefix)) r1 = prefix.Length;
        if (r1 < 0) r1 = AfterVowelConsonant(word, 0);
        return (r1, AfterVowelConsonant(word, r1));
    }

    private static int AfterVowelConsonant(ReadOnlySpan<char> word, int from)
    {
        while (from < word.Length && !IsVowel(word[from])) from++;
        while (from < word.Length && IsVowel(word[from])) from++;
        return Math.Min(from + 1, word.Length);
    }

    private static int Step1a(Span<char> word, int n)
    {
        ReadOnlySpan<char> w = word[..n];
        if (w.EndsWith("sses")) return n - 2;
        if (w.EndsWith("ss") || w.EndsWith("us")) return n;
        if (w.EndsWith("ied") || w.EndsWith("ies")) return n > 4 ? n - 2 : n - 1;
        return w[^1] == 's' && w[..^2].ContainsAny(vowels) ? n - 1 : n;
    }

    private static int Step1b(Span<char> word, int n, int r1)
    {
        ReadOnlySpan<char> w = word[..n];
        if (w.EndsWith("eed") || w.EndsWith("eedly"))
        {
            var root = n - (w[^1] == 'd' ? 3 : 5);
            if (w[..root] is "succ" or "proc" or "exc") return n;
            return root >= r1 ? root + 2 : n;
        }

        if (w[^1] is not ('d' or 'g' or 'y')) return n;

        var cut = w.EndsWith("ed") ? 2 : w.EndsWith("edly") ? 4 : w.EndsWith("ing") ? 3 : w.EndsWith("ingly") ? 5 : 0;
        if (cut == 0) return n;

        var stem = w[..^cut];
        if (cut == 3)
        {
            if (stem is "even" or "cann" or "inn" or "earr" or "herr" or "out") return n;
            if (stem.Length == 2 && stem[1] == 'y' && !IsVowel(stem[0]))
            {
                "ie".CopyTo(word[1..]);     // dying, lying, tying, vying
                return 3;
            }
        }

        if (!stem.ContainsAny(vowels)) return n;

        n = stem.Length;
        if (stem.EndsWith("at") || stem.EndsWith("bl") || stem.EndsWith("iz")) return AddE(word, n);
        if (n >= 2 && stem[^1] == stem[^2] && stem[^1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't')
            return n == 3 && stem[0] is 'a' or 'e' or 'o' ? n : n - 1;     // added, egged, offed keep both
        return n == r1 && EndsShort(stem) ? AddE(word, n) : n;
    }

    private static int AddE(Span<char> word, int n)
    {
        word[n] = 'e';
        return n + 1;
    }

    private static int Step2(Span<char> word, int n, int r1)
    {
        if (Longest(step2, word[..n]) is not ({ } suffix, { } becomes) || n - suffix.Length < r1) return n;

        var root = n - suffix.Length;
        if (suffix == "ogi" && (root == 0 || word[root - 1] != 'l')) return n;
        if (suffix == "li" && (root == 0 || word[root - 1] is not ('c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't'))) return n;
        return Put(word, root, becomes);
    }

    private static int Step3(Span<char> word, int n, int r1, int r2)
    {
        if (Longest(step3, word[..n]) is not ({ } suffix, { } becomes) || n - suffix.Length < r1) return n;
        return suffix == "ative" && n - suffix.Length < r2 ? n : Put(word, n - suffix.Length, becomes);
    }

    private static int Step4(Span<char> word, int n, int r2)
    {
        if (Longest(step4, word[..n]) is not ({ } suffix, _) || n - suffix.Length < r2) return n;

        var root = n - suffix.Length;
        return suffix == "ion" && (root == 0 || word[root - 1] is not ('s' or 't')) ? n : root;
    }

    private static int Step5(ReadOnlySpan<char> word, int n, int r1, int r2)
    {
        if (n == 0) return n;

        var root = n - 1;
        if (word[root] == 'e') return root >= r2 || (root >= r1 && !EndsShort(word[..root])) ? root : n;
        return word[root] == 'l' && root >= r2 && root > 0 && word[root - 1] == 'l' ? root : n;
    }

    private static int Put(Span<char> word, int at, string ending)
    {
        ending.CopyTo(word[at..]);
        return at + ending.Length;
    }

    private static (string? Suffix, string? Becomes) Longest((string Suffix, string Becomes)[][] step, ReadOnlySpan<char> word)
    {
        if (!char.IsAsciiLetterLower(word[^1])) return (null, null);     // a Y

        foreach (var (suffix, becomes) in step[word[^1] - 'a'])
            if (word.EndsWith(suffix)) return (suffix, becomes);
        return (null, null);
    }

    private static bool EndsShort(ReadOnlySpan<char> word) => word.Length switch
    {
        < 2 => false,
        2 => IsVowel(word[0]) && !IsVowel(word[1]),
        _ => (!IsVowel(word[^3]) && IsVowel(word[^2]) && !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'Y')) || word.EndsWith("past"),
    };

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    // By their last letter, so that most words are compared with few suffixes or none.
    private static (string Suffix, string Becomes)[][] LongestFirst(params (string Suffix, string Becomes)[] step) =>
        [.. Enumerable.Range('a', 26).Select(letter =>
            step.Where(pair => pair.Suffix[^1] == letter).OrderByDescending(pair => pair.Suffix.Length).ToArray())];
}
