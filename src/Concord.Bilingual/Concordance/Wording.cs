using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Whether two texts bind, deny and act alike: sentence by sentence where both have as many, else as a whole.</summary>
internal sealed class Wording
{
    private bool[] used = new bool[32];

    public void Compare(IReader english, IReader chinese, Report report)
    {
        if (english.Cues.Count == 0 && chinese.Cues.Count == 0) return;

        if (english.Sentences == chinese.Sentences && english.Sentences > 1)
        {
            var (from, fromOther) = (0, 0);
            for (var sentence = 0; sentence < english.Sentences; sentence++)
            {
                var part = Part(english.Cues.Span, ref from, sentence);
                var other = Part(chinese.Cues.Span, ref fromOther, sentence);
                CompareParts(part, other, report);
            }

            return;
        }

        CompareParts(english.Cues.Span, chinese.Cues.Span, report);
    }

    private static ReadOnlySpan<CueMark> Part(ReadOnlySpan<CueMark> cues, ref int from, int sentence)
    {
        var end = from;
        while (end < cues.Length && cues[end].Sentence == sentence) end++;
        var part = cues[from..end];
        from = end;
        return part;
    }

    private void CompareParts(ReadOnlySpan<CueMark> english, ReadOnlySpan<CueMark> chinese, Report report)
    {
        if (used.Length < chinese.Length) used = new bool[chinese.Length * 2];
        CompareGroup(english, chinese, Group.Modality, "modality.differs", report);
        CompareGroup(english, chinese, Group.Act, "act.differs", report);
        ComparePolarity(english, chinese, report);
    }

    private enum Group
    {
        None,
        Modality,
        Act,
    }

    private static Group GroupOf(Cue cue) => cue switch
    {
        >= Cue.Obligation and <= Cue.WeakFuture => Group.Modality,
        >= Cue.Agree => Group.Act,
        _ => Group.None,
    };

    /// <summary>Each cue takes the first that answers it; when some are left on both sides, they contradict each other.</summary>
    private void CompareGroup(ReadOnlySpan<CueMark> english, ReadOnlySpan<CueMark> chinese, Group group, string rule, Report report)
    {
        used.AsSpan(0, chinese.Length).Clear();
        var denies = false;
        foreach (var cue in english) denies |= cue.Cue == Cue.Denial;
        Span<int> left = stackalloc int[8];
        var count = 0;
        for (var index = 0; index < english.Length; index++)
        {
            if (GroupOf(english[index].Cue) != group) continue;

            var answer = -1;
            for (var other = 0; other < chinese.Length && answer < 0; other++)
                if (!used[other] && (Answers(english[index].Cue, chinese[other].Cue) || (denies && english[index].Cue is Cue.Obligation or Cue.Permission or Cue.Future && chinese[other].Cue is Cue.Prohibition or Cue.NoObligation))) answer = other;
            if (answer >= 0) used[answer] = true;
            else if (count < left.Length) left[count++] = index;
        }

        for (var next = 0; next < count; next++)
        {
            var cue = english[left[next]];
            for (var other = 0; other < chinese.Length; other++)
            {
                if (used[other] || GroupOf(chinese[other].Cue) != group || !Contradicts(cue.Cue, chinese[other].Cue)) continue;
                used[other] = true;
                report.Cues(rule, cue, chinese[other]);
                break;
            }
        }
    }

    private static bool Answers(Cue english, Cue chinese) => english == chinese || (english, chinese) switch
    {
        (Cue.Obligation, Cue.Recommendation or Cue.WeakObligation) => true, // 应 is "shall" in law and "should" elsewhere
        (Cue.Recommendation, Cue.Obligation or Cue.WeakObligation) => true,
        (Cue.Permission, Cue.WeakPermission or Cue.Possibility or Cue.WeakFuture) => true,
        (Cue.Future, Cue.WeakFuture or Cue.WeakObligation) => true,
        (Cue.Prohibition, Cue.Denial) => true,
        (Cue.NoObligation, Cue.Denial) => true,
        _ => false,
    };

    /// <summary>Words that often say something else contradict nothing.</summary>
    private static bool Contradicts(Cue english, Cue chinese) => chinese is not (Cue.WeakObligation or Cue.WeakPermission or Cue.WeakFuture)
        && !(english == Cue.Future && chinese is Cue.Recommendation) && !(english == Cue.Obligation && chinese is Cue.Future);

    private static void ComparePolarity(ReadOnlySpan<CueMark> english, ReadOnlySpan<CueMark> chinese, Report report)
    {
        var one = Polarity.Of(english);
        var other = Polarity.Of(chinese);
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
    private readonly record struct Polarity(int Hard, int Soft, int FirstHard, int FirstSoft, int Success, int Inclusion, int Exclusion, int NotAfter, int NotBefore, int Strong, int FirstStrong)
    {
        public static Polarity Of(ReadOnlySpan<CueMark> cues)
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
