using System.ComponentModel.DataAnnotations;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Web.Forms;

namespace Concord.Features.Commitments;

/// <summary>A milestone in a form.</summary>
internal sealed class MilestoneInput : IFormRow
{
    public MilestoneInput()
    {
    }

    public MilestoneInput(Milestone step) => (What, Due, DoneOn) = (new(step.What), step.Due, step.DoneOn);

    [Display(Name = "Commitment.MilestoneWhat")]
    public TextInput What { get; set; } = new();

    [Display(Name = "Commitment.Due")]
    public PartialDate? Due { get; set; }

    [Display(Name = "Commitment.MilestoneDone")]
    public PartialDate? DoneOn { get; set; }

    public bool IsEmpty => What.IsEmpty && Due is null && DoneOn is null;

    /// <exception cref="RuleBroken">A row has dates and does not say of what.</exception>
    public static IEnumerable<Milestone> Over(IEnumerable<MilestoneInput> rows, Items<Milestone> before) =>
    [
        .. rows.Where(row => !row.IsEmpty).Select(row => new Milestone(
            row.What.OverOneOf(before.Select(step => (Text?)step.What)) ?? throw new RuleBroken("Commitment.MilestoneWithoutWhat"),
            row.Due,
            row.DoneOn)),
    ];
}
