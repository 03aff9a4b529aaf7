using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;

namespace Concord.Platform.Web.Forms;

/// <summary>A source in a form: one row of the list that _SourcesEditor.cshtml shows.</summary>
internal sealed class SourceInput : IFormRow
{
    public SourceInput()
    {
    }

    public SourceInput(Source source) => (Address, Note, ToVerify) = (source.Address, new(source.Note), source.ToVerify);

    [HttpAddress, StringLength(2000), Display(Name = "Source.Address")]
    public string? Address { get; set; }

    [Display(Name = "Source.Note")]
    public TextInput Note { get; set; } = new();

    [Display(Name = "Source.StillToVerify")]
    public bool ToVerify { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Address) && Note.IsEmpty;

    public static List<SourceInput> Of(IEnumerable<Source> sources) => [.. sources.Select(source => new SourceInput(source))];

    /// <summary>The sources as the form tells them. Wordings that were left alone keep what is known of them, wherever their row now stands.</summary>
    public static Items<Source> Over(IEnumerable<SourceInput> rows, Items<Source> before) =>
    [
        .. rows.Where(row => !row.IsEmpty).Select(row => new Source(
            string.IsNullOrWhiteSpace(row.Address) ? null : row.Address.Trim(),
            row.Note.OverOneOf(before.OrderByDescending(source => source.Address == row.Address).Select(source => source.Note)),
            row.ToVerify)),
    ];
}

/// <summary>An http or https address, or nothing: other schemes never become a link.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute : ValidationAttribute
{
    public HttpAddressAttribute() => ErrorMessage = "Form.Url";

    public override bool IsValid(object? value) =>
        string.IsNullOrWhiteSpace(value as string) || (Uri.TryCreate(((string)value).Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
}
