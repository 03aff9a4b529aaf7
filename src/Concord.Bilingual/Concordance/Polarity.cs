using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Whether two texts deny alike: sentence by sentence where both have as many, else as a whole.</summary>
internal static class Polarity
{
    public static void Compare(IReader english, IReader chinese, Report report)
    {
        if (english.Cues.Count == 0 && chinese.Cues.Count == 0) return;

        if (english.Sentences == chinese.Sentences && english.Sentences > 1)
        {
            var (from, fromOther) = (0, 0);
            for (var sentence = 0; sentence < english.Sentences; sentence++)
            {
                var part = Part(english.Cues.Span, ref from, sentence);
                var other = Part(chinese.Cues.Span, ref fromOther, sentence);
                Compare(part, other, report);
            }

            return;
        }

        Compare(english.Cues.Span, chinese.Cues.Span, report);
    }

    private static ReadOnlySpan<CueMark> Part(ReadOnlySpan<CueMark> cues, ref int from, int sentence)
    {
        var end = from;
        while (end < cues.Length && cues[end].Sentence == sentence) end++;
        var part = cues[from..end];
        from = end;
        return part;
    }

    private static void Compare(ReadOnlySpan<CueMark> english, ReadOnlySpan<CueMark> chinese, Report report)
    {
        var one = Counts.Of(english);
        var other = Counts.Of(chinese);
        if (one.Hard + one.Strong > 0 && other.Hard + other.Soft == 0 && other.Success < 0) report.Cue("polarity.missing", english[one.Hard > 0 ? one.FirstHard : one.FirstStrong], inEnglish: true);
        else if (other.Hard + other.Strong > 0 && one.Hard + one.Soft == 0 && one.Success < 0) report.Cue("polarity.missing", chinese[other.Hard > 0 ? other.FirstHard : other.FirstStrong], inEnglish: false);
        else if (one.Hard > 0 && other.Hard + other.Soft == 0) report.Cue("polarity.missing", english[one.FirstHard], inEnglish: true);
        else if (other.Hard > 0 && one.Hard + one.Soft == 0) report.Cue("polarity.missing", chinese[other.FirstHard], inEnglish: false);
        else if (one.Soft > 0 && one.Hard == 0 && other.Hard + other.Soft == 0 && other.Success >= 0 && one.Success < 0) report.Cues("polarity.reversed", english[one.FirstSoft], chinese[other.Success]);
        else if (one.Success >= 0 && other.Success < 0 && other.Hard + other.Strong > 0 && one.Hard + one.Soft == 0) report.Cues("polarity.reversed", english[one.Success], chinese[other.Hard > 0 ? other.FirstHard : other.FirstStrong]);

        Opposed(one.Exclusion, other.Inclusion, one.Inclusion < 0 && other.Exclusion < 0, english, chinese, report);
        Opposed(one.Inclusion, other.Exclusion, one.Exclusion < 0 && other.Inclusion < 0, english, chinese, report);
        Opposed(one.NotAfter, other.NotBefore, other.NotAfter < 0, english, chinese, report);
        Opposed(one.NotBefore, other.NotAfter, other.NotBefore < 0, english, chinese, report);
    }

    private static void Opposed(int one, int other, bool certain, ReadOnlySpan<CueMark> english, ReadOnlySpan<CueMark> chinese, Report report)
    {
        if (one >= 0 && other >= 0 && certain) report.Cues("polarity.reversed", english[one], chinese[other]);
    }

    /// <summary>How often a text denies, and where first.</summary>
    private readonly record struct Counts(int Hard, int Soft, int FirstHard, int FirstSoft, int Success, int Inclusion, int Exclusion, int NotAfter, int NotBefore, int Strong, int FirstStrong)
    {
        public static Counts Of(ReadOnlySpan<CueMark> cues)
        {
            int hard = 0, soft = 0, strong = 0, firstStrong = -1, firstHard = -1, firstSoft = -1, success = -1, inclusion = -1, exclusion = -1, notAfter = -1, notBefore = -1;
            for (var index = 0; index < cues.Length; index++)
            {
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
                }
            }

            return new(hard, soft, firstHard, firstSoft, success, inclusion, exclusion, notAfter, notBefore, strong, firstStrong);
        }
    }
}
