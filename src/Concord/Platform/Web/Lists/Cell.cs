using NodaTime;

namespace Concord.Platform.Web.Lists;

/// <summary>What stands in one cell of a list that leaves the system as a file: a value of its own type, not its picture. An empty cell is null.</summary>
internal abstract record Cell
{
    public static Cell? Of(string? words) => string.IsNullOrEmpty(words) ? null : new Words(words);

    /// <summary>What people wrote: never a formula, whatever it begins with.</summary>
    public sealed record Words(string Value) : Cell
    {
        /// <summary>Whether a spreadsheet would take it for a formula if it were typed there (OWASP, CSV injection).</summary>
        public bool LooksLikeFormula => Value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠';
    }

    public sealed record Number(decimal Value) : Cell;

    public sealed record Day(LocalDate Value) : Cell;

    /// <summary>The first or last day that a date can mean: there to sort by.</summary>
    public sealed record Bound(LocalDate Value) : Cell;

    /// <summary>Shown in UTC.</summary>
    public sealed record Moment(Instant Value) : Cell;

    public sealed record Address(Uri Value) : Cell;
}
