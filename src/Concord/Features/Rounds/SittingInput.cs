using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Web.Forms;

namespace Concord.Features.Rounds;

/// <summary>A sitting in a form: a day and two times, as browsers send them.</summary>
internal sealed class SittingInput : IFormRow
{
    public SittingInput()
    {
    }

    public SittingInput(Sitting sitting) => (Day, From, Until) = (sitting.ToString()[..10], sitting.ToString()[11..16], sitting.ToString()[17..]);

    [StringLength(10), Display(Name = "Sitting.Day")]
    public string? Day { get; set; }

    [StringLength(5), Display(Name = "Sitting.From")]
    public string? From { get; set; }

    [StringLength(5), Display(Name = "Sitting.Until")]
    public string? Until { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(Until);

    /// <exception cref="RuleBroken">A row is not filled in as a day and two times, or ends before it begins.</exception>
    public static Items<Sitting> Over(IEnumerable<SittingInput> rows) =>
        [.. rows.Where(row => !row.IsEmpty).Select(row => Sitting.Of(row.Day?.Trim(), row.From?.Trim(), row.Until?.Trim()) ?? throw new RuleBroken("Round.SittingNotUnderstood"))];
}
