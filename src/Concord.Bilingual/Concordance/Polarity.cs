using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Whether two texts deny alike, clause by clause. A word that denies and has its counterpart (refuse, 拒绝) is a word like others; what a
/// denial denies is looked for in the other text, and so is a denial beside it.
/// </summary>
internal sealed class Polarity
{
    /// <summary>How far behind a denial, in characters, the word stands that it denies.</summary>
    private const int Reach = 48, ReachInChinese = 7;

    /// <summary>So many words more without a counterpart, on the side that affirms, leave room for one that denies in its own way.</summary>
    private const int Slack = 1;

    private bool[] answered = new bool[32];
    private bool[] answeredInChinese = new bool[32];
    private string english = "";
    private string chinese = "";

    public void Compare(string inEnglish, EnglishReader englishReader, string inChinese, ChineseReader chineseReader, Alignment alignment, Report report)
    {
        var (cues, others) = (englishReader.Cues, chineseReader.Cues);
        if (cues.Count == 0 && others.Count == 0) return;

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
        if (!TellMissing(cues, used, one, others, other, bead, anchored, report) && !TellMissingInEnglish(cues, one, others, usedInChinese, other, bead, anchored, report))
        {
            if (one.Soft > 0 && one.Hard == 0 && other.Hard + other.Soft == 0 && other.Success >= 0 && one.Success < 0) report.Cues("polarity.reversed", cues[one.FirstSoft], others[other.Success]);
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
    private bool TellMissing(ReadOnlySpan<CueMark> cues, ReadOnlySpan<bool> used, in Counts one, ReadOnlySpan<CueMark> others, in Counts other, in Bead bead, Anchored anchored, Report report)
    {
        var none = other.Hard + other.Soft == 0 && other.Success < 0;
        for (var index = 0; index < cues.Length; index++)
        {
            if (used[index] || cues[index].Cue is not (Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.StrongDenial)) continue;
            if (cues[index].Cue == Cue.StrongDenial && !none) continue;

            var head = HeadInEnglish(cues[index], anchored);
            if (head >= 0 && anchored.English[head].Partner >= 0)
            {
                ref readonly var partner = ref anchored.Chinese[anchored.English[head].Partner];
                if (DeniesNear(others, ClauseStart(chinese, partner.Start), ClauseEnd(chinese, partner.End))) continue;
            }
            else if (!none || Unanswered(anchored.Chinese, bead.OtherStart, bead.OtherEnd) > Unanswered(anchored.English, bead.Start, bead.End) + Slack)
            {
                continue;
            }

            if (IsDouble(cues, index)) continue;
            report.Cue("polarity.missing", cues[index], inEnglish: true);
            return true;
        }

        return false;
    }

    private bool TellMissingInEnglish(ReadOnlySpan<CueMark> cues, in Counts one, ReadOnlySpan<CueMark> others, ReadOnlySpan<bool> used, in Counts other, in Bead bead, Anchored anchored, Report report)
    {
        var none = one.Hard + one.Soft == 0 && one.Success < 0;
        for (var index = 0; index < others.Length; index++)
        {
            if (used[index] || others[index].Cue is not (Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.StrongDenial)) continue;
            if (others[index].Cue == Cue.StrongDenial && !none) continue;

            var head = HeadInChinese(others[index], anchored);
            if (head >= 0 && anchored.Chinese[head].Partner >= 0)
            {
                ref readonly var partner = ref anchored.English[anchored.Chinese[head].Partner];
                if (DeniesNear(cues, ClauseStart(english, partner.Start), ClauseEnd(english, partner.End))) continue;
            }
            else if (!none || Unanswered(anchored.English, bead.Start, bead.End) > Unanswered(anchored.Chinese, bead.OtherStart, bead.OtherEnd) + Slack)
            {
                continue;
            }

            if (IsDouble(others, index)) continue;
            report.Cue("polarity.missing", others[index], inEnglish: false);
            return true;
        }

        return false;
    }

    /// <summary>Two denials in one clause affirm: "not uncommon", 无不.</summary>
    private static bool IsDouble(ReadOnlySpan<CueMark> cues, int index)
    {
        for (var other = 0; other < cues.Length; other++)
            if (other != index && cues[other].Cue is Cue.Denial or Cue.StrongDenial or Cue.Prohibition && Math.Abs(cues[other].Start - cues[index].Start) < 24) return true;

        return false;
    }

    private int HeadInEnglish(in CueMark cue, Anchored anchored)
    {
        for (var index = 0; index < anchored.English.Length; index++)
        {
            ref readonly var anchor = ref anchored.English[index];
            if (anchor.Start < (cue.Cue == Cue.StrongDenial ? cue.Start : cue.End)) continue;
            return anchor.Start - cue.End <= Reach && anchor.Start < ClauseEnd(english, cue.End) ? index : -1;
        }

        return -1;
    }

    private int HeadInChinese(in CueMark cue, Anchored anchored)
    {
        for (var index = 0; index < anchored.Chinese.Length; index++)
        {
            ref readonly var anchor = ref anchored.Chinese[index];
            if (anchor.Start < (cue.Cue == Cue.StrongDenial ? cue.Start : cue.End)) continue;
            return anchor.Start - cue.End <= ReachInChinese && anchor.Start < ClauseEnd(chinese, cue.End) ? index : -1;
        }

        return -1;
    }

    private static bool DeniesNear(ReadOnlySpan<CueMark> cues, int start, int end)
    {
        foreach (var cue in cues)
            if (cue.Start >= start && cue.Start < end && cue.Cue is Cue.Denial or Cue.Prohibition or Cue.NoObligation or Cue.SoftDenial or Cue.StrongDenial) return true;

        return false;
    }

    /// <summary>Words between two places that have no counterpart at all: one of them may deny in its own way.</summary>
    private static int Unanswered(ReadOnlySpan<Anchor> anchors, int start, int end)
    {
        var count = 0;
        foreach (ref readonly var anchor in anchors)
            if (anchor.Start >= start && anchor.Start < end && !anchor.IsThere) count++;

        return count;
    }

    private static int ClauseStart(string text, int at)
    {
        while (at > 0 && !EndsClause(text, at - 1)) at--;
        return at;
    }

    private static int ClauseEnd(string text, int at)
    {
        while (at < text.Length && !EndsClause(text, at)) at++;
        return at;
    }

    private static bool EndsClause(string text, int at) =>
        text[at] is ',' or ';' or ':' or '!' or '?' or '，' or '；' or '：' or '。' or '！' or '？' || (text[at] is '.' && (at + 1 == text.Length || text[at + 1] is ' '))
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
                    case Cue.Only when only < 0: only = index; break;
                    case Cue.NotOnly when notOnly < 0: notOnly = index; break;
                }
            }

            return new(hard, soft, firstHard, firstSoft, success, inclusion, exclusion, notAfter, notBefore, strong, firstStrong, only, notOnly);
        }
    }
}
