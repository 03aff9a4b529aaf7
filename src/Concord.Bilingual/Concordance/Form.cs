using System.Buffers;
using System.Text;
using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Whether two texts are whole and well formed: nothing left untranslated, nothing doubled, marks in pairs and of the right width.</summary>
internal sealed partial class Form
{
    private static readonly SearchValues<char> marks = SearchValues.Create("()（）[]［］《》〈〉「」『』“”‘’【】\"");
    private static readonly SearchValues<char> wide = SearchValues.Create("，。；：？！（）、０１２３４５６７８９％");
    private static readonly SearchValues<char> narrow = SearchValues.Create(",;:?!.");

    private int[] open = new int[32];

    /// <summary>A text that is missing, or not in its language at all.</summary>
    /// <returns>Whether nothing else can be compared.</returns>
    public static bool CompareWhole(string english, string chinese, Report report)
    {
        var (noEnglish, noChinese) = (string.IsNullOrWhiteSpace(english), string.IsNullOrWhiteSpace(chinese));
        if (noEnglish && noChinese) return true;

        if (noEnglish || noChinese)
        {
            report.Text(
                "form.empty",
                Severity.Error,
                noEnglish ? null : report.InFirst(0, english.Length),
                noChinese ? null : report.InSecond(0, chinese.Length),
                noEnglish ? "The English text is missing." : "The Chinese text is missing.",
                noEnglish ? "缺少英文文本。" : "缺少中文文本。");
            return true;
        }

        if (Ascii.IsValid(english) && HasHan(chinese)) return false;

        var (hanInChinese, latinInChinese) = Count(chinese);
        var (hanInEnglish, latinInEnglish) = Count(english);
        if (hanInChinese == 0 && latinInChinese >= 4 && hanInEnglish >= 2 && latinInEnglish < hanInEnglish)
        {
            report.Text("form.untranslated", Severity.Error, report.InFirst(0, english.Length), report.InSecond(0, chinese.Length), "The two texts stand in each other's place.", "两个文本的位置颠倒了。");
            return true;
        }

        if (hanInChinese == 0 && latinInChinese >= 12 && latinInEnglish >= 12 && chinese.Contains(' ', StringComparison.Ordinal) && HasSmallWord(chinese))
        {
            report.Text("form.untranslated", Severity.Error, null, report.InSecond(0, chinese.Length), "The Chinese text is not in Chinese.", "中文文本未翻译成中文。");
            return true;
        }

        if (hanInEnglish >= 4 && latinInEnglish < hanInEnglish && hanInChinese > 0)
        {
            report.Text("form.untranslated", Severity.Error, report.InFirst(0, english.Length), null, "The English text is not in English.", "英文文本未翻译成英文。");
            return true;
        }

        return false;
    }

    /// <summary>What can be said of two texts in any languages: whether one is missing, marks in pairs, addresses and items.</summary>
    public void CompareAny(string first, string second, Report report)
    {
        var (noFirst, noSecond) = (string.IsNullOrWhiteSpace(first), string.IsNullOrWhiteSpace(second));
        if (noFirst && noSecond) return;

        if (noFirst || noSecond)
        {
            report.Text("form.empty", Severity.Error, noFirst ? null : report.InFirst(0, first.Length), noSecond ? null : report.InSecond(0, second.Length), "One of the two texts is missing.", "缺少其中一种文本。");
            return;
        }

        Marks(first, inEnglish: true, report);
        Marks(second, inEnglish: false, report);
        Addresses(first, second, report);
        Numbering(first, second, report);
    }

    public void Compare(string english, string chinese, EnglishReader englishReader, ChineseReader chineseReader, Report report)
    {
        Marks(english, inEnglish: true, report);
        Marks(chinese, inEnglish: false, report);
        Width(english, chinese, report);
        Brackets(chinese, report);
        MixedBrackets(chinese, report);
        DoubledWords(english, englishReader.Tokens, report);
        DoubledCharacters(chinese, chineseReader.Folded, report);
        LeftOver(english, chinese, report);
        Addresses(english, chinese, report);
        Symbols(english, chinese, report);
        Numbering(english, chinese, report);
    }

    private static (int Han, int Latin) Count(string text)
    {
        var (han, latin) = (0, 0);
        foreach (var character in text)
        {
            if (character < 0x80) latin += char.IsAsciiLetter(character) ? 1 : 0;
            else if (Numerals.IsHan(character)) han++;
        }

        return (han, latin);
    }

    private static bool HasHan(string text)
    {
        foreach (var character in text)
            if (Numerals.IsHan(character)) return true;

        return false;
    }

    private static bool HasSmallWord(string text)
    {
        for (var at = 0; at + 3 < text.Length; at++)
            if (text[at] == ' ' && char.IsAsciiLetterLower(text[at + 1]) && char.IsAsciiLetterLower(text[at + 2]) && char.IsAsciiLetterLower(text[at + 3])) return true;

        return false;
    }

    /// <summary>Brackets and quotation marks that do not pair.</summary>
    private void Marks(string text, bool inEnglish, Report report)
    {
        var span = text.AsSpan();
        var depth = 0;
        var straight = -1;
        var at = 0;
        while (true)
        {
            var next = span[at..].IndexOfAny(marks);
            if (next < 0) break;
            at += next;
            var mark = span[at];
            if (mark == '"')
            {
                if (!(at > 0 && Digits.IsDigit(span[at - 1]) && straight < 0)) straight = straight < 0 ? at : -1;
            }
            else if (CloserOf(mark) != '\0')
            {
                if (!(mark == '‘' && at + 1 < span.Length && (Digits.IsDigit(span[at + 1]) || (at > 0 && EnglishTokens.IsLetter(span[at - 1])))))
                {
                    if (depth == open.Length) Array.Resize(ref open, depth * 2);
                    open[depth++] = at;
                }
            }
            else if (depth > 0 && Pairs(span[open[depth - 1]], mark))
            {
                depth--;
            }
            else if (!IsLoneCloser(span, at, mark))
            {
                // ‘…’s and plurals' apostrophes close nothing.
                if (mark == '’' && at > 0 && EnglishTokens.IsLetter(span[at - 1]))
                {
                }
                else
                {
                    Unpaired(at);
                    if (depth > 0) depth--;
                }
            }

            at++;
        }

        for (var index = 0; index < depth && index < 20; index++) Unpaired(open[index]);
        if (straight >= 0) Unpaired(straight);

        void Unpaired(int where)
        {
            var passage = inEnglish ? report.InFirst(where, where + 1) : report.InSecond(where, where + 1);
            report.Text("form.unpaired", Severity.Warning, inEnglish ? passage : null, inEnglish ? null : passage, $"The mark “{passage.Text}” has no partner.", $"标点“{passage.Text}”不成对。");
        }
    }

    private static char CloserOf(char mark) => mark switch
    {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        '［' => '］',
        '《' => '》',
        '〈' => '〉',
        '「' => '」',
        '『' => '』',
        '“' => '”',
        '‘' => '’',
        '【' => '】',
        _ => '\0',
    };

    private static bool Pairs(char opener, char closer) => CloserOf(opener) == closer || (opener is '(' or '（' && closer is ')' or '）') || (opener is '[' or '［' && closer is ']' or '］');

    /// <summary>1) and a) at the beginning of an item.</summary>
    private static bool IsLoneCloser(ReadOnlySpan<char> text, int at, char mark)
    {
        if (mark is not (')' or '）')) return false;
        var start = at;
        while (start > 0 && at - start <= 3 && (char.IsAsciiLetterOrDigit(text[start - 1]) || Numerals.IsNumeral(text[start - 1]))) start--;
        if (at - start is < 1 or > 3 || (at - start > 1 && char.IsAsciiLetterUpper(text[start]))) return false;
        while (start > 0 && text[start - 1] is ' ' or '\t') start--;
        return start == 0 || text[start - 1] is '\n' or '：' or '；' or '，' or ':' or ';' or '。' or '.' or ',';
    }

    /// <summary>Half-width marks between Chinese characters, full-width ones in English.</summary>
    private static void Width(string english, string chinese, Report report)
    {
        var span = english.AsSpan();
        var found = span.IndexOfAny(wide);
        if (found >= 0 && !(found > 0 && Numerals.IsHan(span[found - 1])) && !(found + 1 < span.Length && Numerals.IsHan(span[found + 1])))
        {
            report.Text("form.width", Severity.Warning, report.InFirst(found, found + 1), null, $"“{span[found]}” is a full-width character; English takes the half-width one.", $"“{span[found]}”为全角字符，英文应使用半角。");
        }

        var other = chinese.AsSpan();
        for (var at = 0; at < other.Length;)
        {
            var next = other[at..].IndexOfAny(narrow);
            if (next < 0) return;
            at += next;
            var mark = other[at];
            var after = at + 1 < other.Length ? other[at + 1] : ' ';
            if (at > 0 && Numerals.IsHan(other[at - 1]) && (Numerals.IsHan(after) || (mark is '.' && at + 1 == other.Length) || (mark is '?' or '!' or ';' && after is '”' or '’' or '」') || (mark is not '.' && after is ' ' or '“' or '《' or '（') || (at + 1 == other.Length && mark is not ':')) && !(mark is '.' && after is ' ' && at + 1 < other.Length))
            {
                report.Text("form.width", Severity.Warning, null, report.InSecond(at, at + 1), $"“{mark}” between Chinese characters is half-width; Chinese takes the full-width mark.", $"汉字之间的“{mark}”为半角标点，中文应使用全角。");
                return;
            }

            at++;
        }
    }

    private static void Brackets(string chinese, Report report)
    {
        for (var at = 1; at + 1 < chinese.Length; at++)
        {
            if (chinese[at] != '(' || !Numerals.IsHan(chinese[at - 1]) || !Numerals.IsHan(chinese[at + 1]) || chinese.IndexOf(')', at) is not (> 0 and var end) || !Numerals.IsHan(chinese[end - 1]) || end - at < 4) continue;
            report.Text("form.width", Severity.Warning, null, report.InSecond(at, at + 1), "Brackets around Chinese words are half-width; Chinese takes full-width ones.", "中文内容的括号为半角，应使用全角。");
            return;
        }
    }

    /// <summary>（80欧元): a pair of brackets of two widths.</summary>
    private static void MixedBrackets(string chinese, Report report)
    {
        var open = -1;
        for (var at = 0; at < chinese.Length; at++)
        {
            if (chinese[at] is '(' or '（')
            {
                open = at;
            }
            else if (chinese[at] is ')' or '）' && open >= 0)
            {
                if (chinese[open] is '（' != chinese[at] is '）')
                {
                    report.Text("form.width", Severity.Warning, null, report.InSecond(open, at + 1), "One bracket of the pair is full-width, the other half-width.", "一对括号中一个为全角，另一个为半角。");
                    return;
                }

                open = -1;
            }
        }
    }

    /// <summary>"the the".</summary>
    private static void DoubledWords(string english, EnglishTokens tokens, Report report)
    {
        for (var index = 1; index < tokens.Count; index++)
        {
            ref var token = ref tokens[index];
            ref var before = ref tokens[index - 1];
            if (token.Kind != TokenKind.Word || before.Kind != TokenKind.Word || token.End - token.Start != before.End - before.Start) continue;

            var word = english.AsSpan(token.Start, token.End - token.Start);
            if (!word.Equals(english.AsSpan(before.Start, word.Length), StringComparison.OrdinalIgnoreCase)) continue;
            if (word is "had" or "that" or "very" or "so" or "far" or "many" or "long" or "no" or "No" or "ha" or "bye" or "really" or "do" or "is" || (token.IsCapital && before.IsCapital) || token.Sentence != before.Sentence) continue;
            report.Text("form.doubled", Severity.Warning, report.InFirst(before.Start, token.End), null, $"“{word}” stands twice.", $"“{word}”重复出现。");
        }
    }

    /// <summary>进行进行, 的的.</summary>
    private static void DoubledCharacters(string chinese, ReadOnlySpan<char> text, Report report)
    {
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (text[at] == text[at + 1])
            {
                // 实实在在: each character twice.
                if ((at > 1 && text[at - 1] == text[at - 2]) || (at + 3 < text.Length && text[at + 2] == text[at + 3])) continue;
                if (text[at] is '的' or '了' or '在' or '和' or '与' or '及' or '将' or '应' or '对' or '为' or '是' or '有' or '并' or '由' or '向' or '于' or '被' or '把' && !(text[at] is '的' && at + 2 < text.Length && text[at + 2] is '确' or '士') && !(text[at] is '了' && at + 2 < text.Length && text[at + 2] is '解' or '然') && !(text[at] is '对' or '有' && at > 0 && text[at - 1] is '一' or '应')
                    && !(at + 2 < text.Length && IsWordOf(text[at + 1], text[at + 2])) && !(at > 0 && IsWordEndingIn(text[at - 1], text[at])))
                {
                    Report(at, 2, chinese, report);
                }

                continue;
            }

            if (at + 3 < text.Length && text[at] == text[at + 2] && text[at + 1] == text[at + 3] && Numerals.IsHan(text[at]) && Numerals.IsHan(text[at + 1]) && (!Numerals.IsNumeral(text[at]) || (text[at] is '一' && text[at + 1] is '致' or '定' or '般' or '样' or '起' or '直'))
                && !(at + 4 < text.Length && text[at + 4] is '人' or '员' or '者' or '站' or '官' or '工')) // 检查检查人员: to check the checkers
            {
                Report(at, 4, chinese, report);
                at += 3;
            }
        }

        static void Report(int at, int length, string chinese, Report report)
        {
            var words = chinese.Substring(at, length / 2);
            report.Text("form.doubled", Severity.Warning, null, report.InSecond(at, at + length), $"“{words}” stands twice.", $"“{words}”重复出现。");
        }
    }

    private static bool IsWordOf(char first, char second) => (first, second) is ('应', '用' or '对' or '急' or '当' or '该' or '变') or ('对', '话' or '外' or '华' or '接' or '于' or '方' or '象') or ('有', '关' or '效' or '利' or '权' or '序' or '机') or ('和', '平' or '解') or ('为', '了' or '期' or '此' or '主') or ('在', '线' or '于' or '华' or '校') or ('将', '来' or '军') or ('并', '非' or '且' or '不') or ('于', '是') or ('是', '否') or ('由', '于') or ('向', '导');

    private static bool IsWordEndingIn(char first, char second) => (first, second) is ('供' or '相' or '反' or '适' or '响' or '效', '应') or ('拥' or '所' or '具' or '享' or '没' or '持' or '还' or '只' or '固', '有') or ('面' or '针' or '反' or '相' or '绝' or '核', '对') or ('认' or '作' or '成' or '行' or '称' or '视' or '以' or '较' or '更' or '极', '为') or ('存' or '现' or '正' or '所' or '潜' or '旨', '在') or ('由' or '对' or '关' or '至' or '等' or '属' or '位' or '处' or '基' or '鉴' or '终', '于') or ('可' or '但' or '于' or '还' or '就' or '凡', '是') or ('缓' or '温' or '共', '和') or ('参', '与') or ('以' or '涉' or '普' or '埃', '及') or ('合' or '一', '并') or ('理' or '自', '由') or ('方' or '面' or '转' or '倾' or '走', '向') or ('目', '的') or ('为' or '除', '了');

    /// <summary>Words of the other language that were left in.</summary>
    private static void LeftOver(string english, string chinese, Report report)
    {
        var span = chinese.AsSpan();
        var depth = 0;
        for (var at = span.IndexOfAnyInRange('A', 'z') < 0 ? span.Length : 0; at < span.Length;)
        {
            var character = span[at];
            if (character is '(' or '（' or '[' or '"' or '“') depth++;
            else if (character is ')' or '）' or ']' or '”') depth = Math.Max(0, depth - 1);
            if (!char.IsAsciiLetter(character))
            {
                at++;
                continue;
            }

            var start = at;
            var lower = true;
            while (at < span.Length && (char.IsAsciiLetterOrDigit(span[at]) || span[at] is '@' or '/' or '.' or '-' or '_' or ':' or '?' or '=' or '&' or '%' or '#' or '~' or '+'))
            {
                lower &= char.IsAsciiLetterLower(span[at]) || (span[at] is '-' && at > start);
                at++;
            }

            var word = span[start..at];
            var isName = word is "January" or "February" or "March" or "April" or "June" or "July" or "August" or "September" or "October" or "November" or "December" or "Monday" or "Tuesday" or "Wednesday" or "Thursday" or "Friday" or "Saturday" or "Sunday";
            if ((!lower && !isName) || at - start < 3 || depth > 0) continue;
            if ((start > 0 && Digits.IsDigit(span[start - 1])) || word is "app" or "final" or "bis" or "ter" or "inter" or "alia" or "versus" or "mol" or "bps" or "van" or "der" or "von" or "del" || ChineseLexicon.FindMeasure(span, start, out _)) continue;
            report.Text("form.untranslated", Severity.Warning, null, report.InSecond(start, at), $"“{word}” was left in English.", $"“{word}”未翻译。");
        }

        if (Ascii.IsValid(english)) return;

        var other = english.AsSpan();
        var quoted = 0;
        var straight = false;
        for (var at = 0; at < other.Length; at++)
        {
            var character = other[at];
            if (character < 0x80)
            {
                if (character == '"') quoted += straight ? -1 : 1;
                straight ^= character == '"';
                if (character is '(' or '[') quoted++;
                else if (character is ')' or ']') quoted = Math.Max(0, quoted - 1);
                continue;
            }

            if (character is '“' or '‘' or '（' or '《' or '「') quoted++;
            else if (character is '”' or '’' or '）' or '》' or '」') quoted = Math.Max(0, quoted - 1);
            else if (Numerals.IsHan(character) && quoted == 0)
            {
                var end = at;
                while (end < other.Length && Numerals.IsHan(other[end])) end++;
                report.Text("form.untranslated", Severity.Warning, report.InFirst(at, end), null, $"“{other[at..end]}” was left in Chinese.", $"“{other[at..end]}”仍为中文，未翻译。");
                at = end;
            }
        }
    }
}
