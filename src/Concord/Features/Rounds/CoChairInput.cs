using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Web.Forms;

namespace Concord.Features.Rounds;

/// <summary>Somebody who chairs for a side, in a form.</summary>
internal sealed class CoChairInput : IFormRow
{
    public CoChairInput()
    {
    }

    public CoChairInput(CoChair chair) => (Party, Name) = (chair.Party, new(chair.Name));

    [StringLength(100), Display(Name = "CoChair.Party")]
    public string? Party { get; set; }

    [Display(Name = "CoChair.Name")]
    public TextInput Name { get; set; } = new();

    public bool IsEmpty => string.IsNullOrEmpty(Party) && Name.IsEmpty;

    /// <param name="before">As it was: what was not touched keeps its states and sources.</param>
    /// <param name="parties">Keys of the sides.</param>
    /// <exception cref="RuleBroken">A row has a side or a name, and not both.</exception>
    public static Items<CoChair> Over(IEnumerable<CoChairInput> rows, IReadOnlyList<CoChair> before, IReadOnlyCollection<string> parties) =>
        [.. rows.Where(row => !row.IsEmpty).Select(row => parties.Contains(row.Party ?? "") && row.Name.OverOneOf(before.Select(one => one.Name)) is { } name ? new CoChair(row.Party!, name) : throw new RuleBroken("Round.CoChairNotUnderstood"))];
}
