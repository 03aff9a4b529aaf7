namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Arithmetic that ends where numbers are no longer compared by value, instead of overflowing.</summary>
internal static class Exact
{
    /// <summary>What is as large as this is too large to compare; see <see cref="Digits"/>.</summary>
    public const decimal Most = 1_000_000_000_000_000_000_000_000_000m;

    /// <returns>The product of two numbers up to <see cref="Most"/>, no larger than it.</returns>
    public static decimal Times(decimal one, decimal other)
    {
        if (Math.Abs(other) <= 1 || one == 0) return one * other;
        return Math.Abs(one) > Most / Math.Abs(other) ? Most * Math.Sign(one) * Math.Sign(other) : one * other;
    }

    /// <returns>The sum of two numbers up to <see cref="Most"/>, no larger than it.</returns>
    public static decimal Plus(decimal one, decimal other) => Math.Clamp(one + other, -Most, Most);
}
