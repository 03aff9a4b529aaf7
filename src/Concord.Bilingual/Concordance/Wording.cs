using System.Numerics;
using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Whether two texts bind alike and their speakers did the same. Words of force are laid side by side in their order, as much as agrees;
/// what is left over at the same place of that order contradicts.
/// </summary>
internal sealed class Wording
{
    /// <summary>Longer paragraphs hold too many words of force to say which stands for which.</summary>
    private const int Most = 60;

    /// <summary>What agrees counts two; a contradiction counts so little that it never takes the place of an agreement.</summary>
    private const double Agrees = 2, Contradicts = 0.2, Weak = 0.5;

    private const Force Modal = Force.Shall | Force.Should | Force.May | Force.Possible | Force.Will | Force.MustNot | Force.NeedNot | Force.Discourage;

    /// <summary>Deeds and aims that may stand where a modal verb belongs: "prohibited" and 建议, "is to" and 希望.</summary>
    private const Force Aims = Force.Intend | Force.Hope | Force.Undertake | Force.Endeavour;

    private const Force Bearing = Force.Intend | Force.Hope | Force.Undertake | Force.Endeavour | Force.Encourage | Force.Request | Force.Invite | Force.Urge | Force.Recommend | Force.Offer | Force.Refuse | Force.Insist | Force.Order;

    private readonly double[] best = new double[(Most + 1) * (Most + 1)];
    private readonly byte[] step = new byte[(Most + 1) * (Most + 1)];
    private readonly int[] partners = new int[Most];
    private readonly int[] opposites = new int[Most];
    private readonly bool[] taken = new bool[Most];

    public void Compare(IReader english, int englishLength, IReader chinese, int chineseLength, Report report)
    {
        var one = english.Forces.Span;
        var other = chinese.Forces.Span;
        if (one.Length == 0 || other.Length == 0 || one.Length > Most || other.Length > Most) return;

        var bySentence = english.Sentences == chinese.Sentences && english.Sentences > 1;
        Align(one, englishLength, other, chineseLength, bySentence);
        PairOutOfOrder(one, other);
        OpposeTheOnlyOnes(one, other);
        for (var left = 0; left < one.Length; left++)
        {
            if (partners[left] >= 0 || opposites[left] is not (>= 0 and var right) || taken[right]) continue;
            report.Forces((one[left].Force & ~Modal) == 0 && (other[right].Force & ~Modal) == 0 ? "modality.differs" : "act.differs", one[left], other[right]);
        }
    }

    private void Align(ReadOnlySpan<ForceMark> one, int length, ReadOnlySpan<ForceMark> other, int otherLength, bool bySentence)
    {
        var width = other.Length + 1;
        best.AsSpan(0, width).Clear();
        for (var row = 1; row <= one.Length; row++)
        {
            best[row * width] = 0;
            for (var column = 1; column <= other.Length; column++)
            {
                var (score, how) = (best[((row - 1) * width) + column], (byte)1);
                if (best[(row * width) + column - 1] > score) (score, how) = (best[(row * width) + column - 1], 2);
                var match = Match(one[row - 1], length, other[column - 1], otherLength, bySentence);
                if (match > 0 && best[((row - 1) * width) + column - 1] + match > score) (score, how) = (best[((row - 1) * width) + column - 1] + match, 3);
                (best[(row * width) + column], step[(row * width) + column]) = (score, how);
            }
        }

        partners.AsSpan(0, one.Length).Fill(-1);
        opposites.AsSpan(0, one.Length).Fill(-1);
        taken.AsSpan(0, other.Length).Clear();
        for (var (row, column) = (one.Length, other.Length); row > 0 && column > 0;)
        {
            var how = step[(row * width) + column];
            if (how == 3 && (one[row - 1].Force & other[column - 1].Force) != 0) (partners[row - 1], taken[column - 1]) = (column - 1, true);
            else if (how == 3) opposites[row - 1] = column - 1;
            if (how != 2) row--;
            if (how != 1) column--;
        }
    }

    /// <summary>Clauses change places: what agrees out of order is paired, too.</summary>
    private void PairOutOfOrder(ReadOnlySpan<ForceMark> one, ReadOnlySpan<ForceMark> other)
    {
        for (var left = 0; left < one.Length; left++)
        {
            for (var right = 0; right < other.Length && partners[left] < 0; right++)
                if (!taken[right] && (one[left].Force & other[right].Force) != 0) (partners[left], taken[right]) = (right, true);
        }
    }

    /// <summary>One word on each side that nothing answers: a clause changed places, and with it its word.</summary>
    private void OpposeTheOnlyOnes(ReadOnlySpan<ForceMark> one, ReadOnlySpan<ForceMark> other)
    {
        var (left, right) = (-1, -1);
        for (var index = 0; index < one.Length; index++)
            if (partners[index] < 0 && !one[index].IsWeak) left = left == -1 ? index : -2;
        for (var index = 0; index < other.Length; index++)
            if (!taken[index] && !other[index].IsWeak) right = right == -1 ? index : -2;
        if (left >= 0 && right >= 0 && ((one[left].Force | other[right].Force) & Force.Will) == 0 && MayContradict(one[left].Force, other[right].Force)) opposites[left] = right;
    }

    /// <returns>How well two words of force answer each other; 0: not at all.</returns>
    private static double Match(in ForceMark one, int length, in ForceMark other, int otherLength, bool bySentence)
    {
        var apart = Math.Abs((one.Start / (double)Math.Max(1, length)) - (other.Start / (double)Math.Max(1, otherLength)));
        var elsewhere = bySentence && one.Sentence != other.Sentence;
        var shared = one.Force & other.Force;
        if (shared != 0 && ((one.IsWeak && other.IsWeak) || ((one.IsWeak || other.IsWeak) && apart > 0.35))) return 0;
        if (shared != 0) return (Agrees - (apart / 2) - (one.IsWeak || other.IsWeak ? Weak : 0) + (BitOperations.PopCount((ulong)shared) * 0.01)) / (elsewhere ? 2 : 1);
        return one.IsWeak || other.IsWeak || elsewhere || !MayContradict(one.Force, other.Force) || (((one.Force | other.Force) & Force.Will) != 0 && apart > 0.25) ? 0 : Contradicts * (1 - (apart / 2));
    }

    private static bool MayContradict(Force english, Force chinese)
    {
        var (modal, otherModal) = ((english & ~Modal) == 0, (chinese & ~Modal) == 0);
        if (modal == otherModal) return true;
        var (verb, deed) = modal ? (english, chinese) : (chinese, english);
        if ((verb & Force.Possible) != 0) return false;
        return (deed & ((verb & Force.Will) != 0 && (verb & Force.Shall) == 0 ? Aims : Bearing)) != 0;
    }
}
