using System.Buffers;
using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Whether two texts deny alike, clause by clause. A word that denies and has its counterpart (refuse, 拒绝) is a word like others; what a
/// denial denies is looked for in the other text, and so is a denial beside it.
/// </summary>
internal sealed class Polarity
{
    /// <summary>How far behind a denial, in characters, the word stands that it denies.</summary>
    private const int Reach = 60, ReachInChinese = 9;

    /// <summary>A clause of so many words is short.</summary>
    private const int Short = 6;

    /// <summary>A text that denies more often is no paragraph of a text.</summary>
    private const int Most = 400;

    /// <summary>No clause is longer; what runs on is cut.</summary>
    private const int LongestClause = 600;

    /// <summary>Whatever stands for "unless" has one of these: 除非, 否则, 未…的, 另有规定的除外, 只有不….</summary>
    private static readonly SearchValues<char> denying = SearchValues.Create("除非否不未无没免勿莫");

    private bool[] answered = new bool[32];
    private bool[] answeredInChinese = new bool[32];
    private string english = "";
    private string chinese = "";

    /// <summary>Whether it takes the words that a text denies to compare two texts: one of them denies.</summary>
    public static bool NeedsWords(Cues english, Cues chinese) => Denies(english) || Denies(chinese);

    private static bool Denies(Cues cues)
    {
        foreach (ref readonly var cue in cues.Span)
            if (cue.Cue is Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.StrongDenial) return true;

        return false;
    }

    public void Compare(string inEnglish, EnglishReader englishReader, string inChinese, ChineseReader chineseReader, Alignment alignment, Report report)
    {
        var (cues, others) = (englishReader.Cues, chineseReader.Cues);
        if ((cues.Count == 0 && others.Count == 0) || cues.Count > Most || others.Count > Most) return;

        (english, chinese) = (inEnglish, inChinese);
        Answer(cues.Span, others.Span, alignment.Anchored);
        foreach (var bead in alignment.Beads)
        {
            if (bead.End == bead.Start || bead.OtherEnd == bead.OtherStart) continue;
            var (from, to) = Within(cues.Span, bead.Start, bead.End);
            var (otherFrom, otherTo) = Within(others.Span, bead.OtherStart, bead.OtherEnd);
            if (from == to && otherFrom == otherTo) continue;

            CompareBead(cues.Span[from..to], answered.AsSpan(from, to - from), others.Span[otherFrom..otherTo], answeredInChinese.AsSpan(otherFrom, otherTo - otherFrom), bead, alignment.Anchored, report);
        }
    }

    /// <returns>The "unless" of a clause whose counterpart denies nothing; -1: there is none.</returns>
    private int UnlessIsLost(ReadOnlySpan<CueMark> cues, in Bead bead)
    {
        for (var index = 0; index < cues.Length; index++)
        {
            if (!english.AsSpan(cues[index].Start, cues[index].End - cues[index].Start).Equals("unless", StringComparison.OrdinalIgnoreCase)) continue;
            return chinese.AsSpan(bead.OtherStart, bead.OtherEnd - bead.OtherStart).ContainsAny(denying) ? -1 : index;
        }

        return -1;
    }

    private static void TellUnless(in CueMark unless, Report report) => report.Text(
        "polarity.reversed",
        Severity.Warning,
        report.InFirst(unless.Start, unless.End),
        null,
        "The Chinese has nothing for “unless”: the condition may have been turned into its opposite.",
        "中文中没有与“unless”（除非）对应的内容，条件可能恰好相反。");

    private static (int From, int To) Within(ReadOnlySpan<CueMark> cues, int start, int end)
    {
        var from = 0;
        while (from < cues.Length && cues[from].Start < start) from++;
        var to = from;
        while (to < cues.Length && cues[to].Start < end) to++;
        return (from, to);
    }

    /// <summary>Words that deny and have each other as counterparts.</summary>
    private void Answer(ReadOnlySpan<CueMark> cues, ReadOnlySpan<CueMark> others, Anchored anchored)
    {
        if (answered.Length < cues.Length) answered = new bool[cues.Length * 2];
        if (answeredInChinese.Length < others.Length) answeredInChinese = new bool[others.Length * 2];
        answered.AsSpan(0, cues.Length).Clear();
        answeredInChinese.AsSpan(0, others.Length).Clear();
        for (var index = 0; index < cues.Length; index++)
        {
            if (cues[index].Cue is not (Cue.SoftDenial or Cue.StrongDenial)) continue;
            foreach (ref readonly var anchor in anchored.English)
            {
                if (anchor.Start != cues[index].Start || anchor.Partner < 0) continue;
                ref readonly var partner = ref anchored.Chinese[anchor.Partner];
                answered[index] = true;
                for (var other = 0; other < others.Length; other++)
                    if (others[other].Start < partner.End && partner.Start < others[other].End) answeredInChinese[other] = true;
            }
        }
    }

    private void CompareBead(ReadOnlySpan<CueMark> cues, ReadOnlySpan<bool> used, ReadOnlySpan<CueMark> others, ReadOnlySpan<bool> usedInChinese, in Bead bead, Anchored anchored, Report report)
    {
        var one = Counts.Of(cues, used);
        var other = Counts.Of(others, usedInChinese);
        if (!TellMissing(cues, used, one, others, usedInChinese, other, bead, anchored, report) && !TellMissingInEnglish(cues, used, one, others, usedInChinese, other, bead, anchored, report))
        {
            if (one.Soft == 1 && one.Hard == 0 && other.Hard + other.Soft == 0 && other.Success >= 0 && one.Success < 0) report.Cues("polarity.reversed", cues[one.FirstSoft], others[other.Success]);
            else if (UnlessIsLost(cues, bead) is >= 0 and var unless) TellUnless(cues[unless], report);
            else if (one.Success >= 0 && other.Success < 0 && other.Hard + other.Strong > 0 && one.Hard + one.Soft == 0) report.Cues("polarity.reversed", cues[one.Success], others[other.Hard > 0 ? other.FirstHard : other.FirstStrong]);
        }

        Opposed(one.Exclusion, other.Inclusion, one.Inclusion < 0 && other.Exclusion < 0, cues, others, report);
        Opposed(one.Inclusion, other.Exclusion, one.Exclusion < 0 && other.Inclusion < 0, cues, others, report);
        Opposed(one.NotAfter, other.NotBefore, other.NotAfter < 0, cues, others, report);
        Opposed(one.NotBefore, other.NotAfter, other.NotBefore < 0, cues, others, report);
        Opposed(one.NotOnly, other.Only, other.NotOnly < 0, cues, others, report);
        Opposed(one.Only, other.NotOnly, one.NotOnly < 0 && other.Only < 0, cues, others, report);
    }

    private static void Opposed(int one, int other, bool certain, ReadOnlySpan<CueMark> english, ReadOnlySpan<CueMark> chinese, Report report)
    {
        if (one >= 0 && other >= 0 && certain) report.Cues("polarity.reversed", english[one], chinese[other]);
    }

    /// <summary>The English denies what the Chinese affirms.</summary>
    private bool TellMissing(ReadOnlySpan<CueMark> cues, ReadOnlySpan<bool> used, in Counts one, ReadOnlySpan<CueMark> others, ReadOnlySpan<bool> usedInChinese, in Counts other, in Bead bead, Anchored anchored, Report report)
    {
        var none = other.Hard + other.Soft == 0 && other.Success < 0;
        for (var index = 0; index < cues.Length; index++)
        {
            if (used[index] || cues[index].Cue is not (Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.StrongDenial)) continue;
            if (cues[index].Cue == Cue.StrongDenial && !none) continue;

            var (found, denied) = LookInChinese(cues[index], others, usedInChinese, anchored, bead);
            if (denied || (!none && one.Hard == other.Hard)) continue;
            if (!found && !none) continue;

            if (IsDouble(english, cues, index)) continue;
            report.Cue("polarity.missing", cues[index], inEnglish: true);
            return true;
        }

        return false;
    }

    private bool TellMissingInEnglish(ReadOnlySpan<CueMark> cues, ReadOnlySpan<bool> used, in Counts one, ReadOnlySpan<CueMark> others, ReadOnlySpan<bool> usedInChinese, in Counts other, in Bead bead, Anchored anchored, Report report)
    {
        var none = one.Hard + one.Soft == 0 && one.Success < 0;
        for (var index = 0; index < others.Length; index++)
        {
            if (usedInChinese[index] || others[index].Cue is not (Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.StrongDenial)) continue;
            if (others[index].Cue == Cue.StrongDenial && !none) continue;

            var (found, denied) = LookInEnglish(others[index], cues, used, anchored, bead);
            if (denied || (!none && one.Hard == other.Hard)) continue;
            if (!found && (!none || !IsLiteral(anchored.English, bead.Start, bead.End, anchored.Chinese, bead.OtherStart, bead.OtherEnd, others[index].Cue == Cue.StrongDenial))) continue;

            if (IsDouble(chinese, others, index)) continue;
            report.Cue("polarity.missing", others[index], inEnglish: false);
            return true;
        }

        return false;
    }

    /// <summary>Two denials in one clause affirm: "not uncommon", 无不.</summary>
    private static bool IsDouble(string text, ReadOnlySpan<CueMark> cues, int index)
    {
        var (start, end) = (ClauseStart(text, cues[index].Start), ClauseEnd(text, cues[index].End));
        for (var other = 0; other < cues.Length; other++)
            if (other != index && cues[other].Start >= start && cues[other].Start < end && cues[other].Cue is Cue.Denial or Cue.StrongDenial or Cue.Prohibition) return true;

        return false;
    }

    /// <summary>The words behind a denial, within its clause: whether any has a counterpart where it belongs, and whether it is denied there.</summary>
    private (bool Found, bool Denied) LookInChinese(in CueMark cue, ReadOnlySpan<CueMark> others, ReadOnlySpan<bool> used, Anchored anchored, in Bead bead)
    {
        var end = Math.Min(ClauseEnd(english, cue.End), cue.End + Reach);
        var found = false;
        foreach (ref readonly var anchor in anchored.English)
        {
            if (anchor.Start < cue.Start || anchor.Start >= end || anchor.Partner < 0) continue;
            ref readonly var partner = ref anchored.Chinese[anchor.Partner];
            if (partner.Start < bead.OtherStart || partner.Start >= bead.OtherEnd) continue;
            found = true;
            if (DeniesNear(others, used, ClauseStart(chinese, partner.Start), ClauseEnd(chinese, partner.End))) return (true, true);
        }

        return (found, false);
    }

    private (bool Found, bool Denied) LookInEnglish(in CueMark cue, ReadOnlySpan<CueMark> others, ReadOnlySpan<bool> used, Anchored anchored, in Bead bead)
    {
        var end = Math.Min(ClauseEnd(chinese, cue.End), cue.End + ReachInChinese);
        var found = false;
        foreach (ref readonly var anchor in anchored.Chinese)
        {
            if (anchor.Start < cue.Start || anchor.Start >= end || anchor.Partner < 0) continue;
            ref readonly var partner = ref anchored.English[anchor.Partner];
            if (partner.Start < bead.Start || partner.Start >= bead.End) continue;
            found = true;
            if (DeniesNear(others, used, ClauseStart(english, partner.Start), ClauseEnd(english, partner.End))) return (true, true);
        }

        return (found, false);
    }

    private static bool DeniesNear(ReadOnlySpan<CueMark> cues, ReadOnlySpan<bool> used, int start, int end)
    {
        for (var index = 0; index < cues.Length; index++)
            if (!used[index] && cues[index].Start >= start && cues[index].Start < end && cues[index].Cue is Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.SoftDenial or Cue.StrongDenial or Cue.Only) return true;

        return false;
    }

    /// <summary>Whether what affirms leaves no room for a word that denies in its own way: all of its words have a counterpart, or as many as on the other side in a short text.</summary>
    private static bool IsLiteral(ReadOnlySpan<Anchor> affirming, int start, int end, ReadOnlySpan<Anchor> denying, int otherStart, int otherEnd, bool byWord)
    {
        var (count, unanswered) = Unanswered(affirming, start, end);
        return unanswered <= (byWord || count <= Short ? Unanswered(denying, otherStart, otherEnd).Unanswered : 0);
    }

    private static (int Count, int Unanswered) Unanswered(ReadOnlySpan<Anchor> anchors, int start, int end)
    {
        var (count, unanswered) = (0, 0);
        foreach (ref readonly var anchor in anchors)
        {
            if (anchor.Start < start || anchor.Start >= end) continue;
            count++;
            if (!anchor.IsThere) unanswered++;
        }

        return (count, unanswered);
    }

    private static int ClauseStart(string text, int at)
    {
        var first = Math.Max(0, at - LongestClause);
        while (at > first && !EndsClause(text, at - 1)) at--;
        return at;
    }

    private static int ClauseEnd(string text, int at)
    {
        var last = Math.Min(text.Length, at + LongestClause);
        while (at < last && !EndsClause(text, at)) at++;
        return at;
    }

    private static bool EndsClause(string text, int at) =>
        (text[at] == ',' && !(at > 0 && at + 1 < text.Length && Digits.IsDigit(text[at - 1]) && Digits.IsDigit(text[at + 1]))) || text[at] is ';' or ':' or '!' or '?' or '，' or '；' or '：' or '。' or '！' or '？' || (text[at] is '.' && (at + 1 == text.Length || text[at + 1] is ' '))
        || (text[at] is ' ' && (text.AsSpan(at).StartsWith(" but ", StringComparison.Ordinal) || text.AsSpan(at).StartsWith(" and ", StringComparison.Ordinal) || text.AsSpan(at).StartsWith(" yet ", StringComparison.Ordinal)));

    /// <summary>How often a text denies, and where first.</summary>
    private readonly record struct Counts(int Hard, int Soft, int FirstHard, int FirstSoft, int Success, int Inclusion, int Exclusion, int NotAfter, int NotBefore, int Strong, int FirstStrong, int Only, int NotOnly)
    {
        public static Counts Of(ReadOnlySpan<CueMark> cues, ReadOnlySpan<bool> answered)
        {
            int hard = 0, soft = 0, strong = 0, firstStrong = -1, firstHard = -1, firstSoft = -1, success = -1, inclusion = -1, exclusion = -1, notAfter = -1, notBefore = -1, only = -1, notOnly = -1;
            for (var index = 0; index < cues.Length; index++)
            {
                if (answered[index]) continue;
                switch (cues[index].Cue)
                {
                    case Cue.Denial or Cue.Prohibition or Cue.NoObligation:
                        hard++;
                        if (firstHard < 0) firstHard = index;
                        break;
                    case Cue.StrongDenial:
                        soft++;
                        strong++;
                        if (firstStrong < 0) firstStrong = index;
                        if (firstSoft < 0) firstSoft = index;
                        break;
                    case Cue.SoftDenial:
                        soft++;
                        if (firstSoft < 0) firstSoft = index;
                        break;
                    case Cue.Success when success < 0: success = index; break;
                    case Cue.Inclusion when inclusion < 0: inclusion = index; break;
                    case Cue.Exclusion when exclusion < 0: exclusion = index; break;
                    case Cue.NotAfter when notAfter < 0: notAfter = index; break;
                    case Cue.NotBefore when notBefore < 0: notBefore = index; break;
                    case Cue.Only:
                        soft++;
                        if (firstSoft < 0) firstSoft = index;
                        if (only < 0) only = index;
                        break;
                    case Cue.NotOnly when notOnly < 0: notOnly = index; break;
                }
            }

            return new(hard, soft, firstHard, firstSoft, success, inclusion, exclusion, notAfter, notBefore, strong, firstStrong, only, notOnly);
        }
    }
}
