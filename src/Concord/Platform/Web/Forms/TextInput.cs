using Concord.Domain.Common;

namespace Concord.Platform.Web.Forms;

/// <summary>A text in a form: the wordings side by side, each with its state.</summary>
internal sealed class TextInput
{
    public TextInput()
    {
    }

    public TextInput(Text? text)
    {
        foreach (var (language, wording) in text?.Wordings ?? []) (Words[language], States[language]) = (wording.Text, wording.State);
    }

    /// <summary>Language to words; null or blank where there is no wording.</summary>
    public Dictionary<string, string?> Words { get; set; } = [];

    public Dictionary<string, WordingState> States { get; set; } = [];

    public bool IsEmpty => Words.Values.All(string.IsNullOrWhiteSpace);

    /// <summary>The text as the form tells it. A wording left as it was keeps its source, note and reading; a changed one loses its source,
    /// which attested other words.</summary>
    public Text Over(Text? before)
    {
        var text = Text.Empty;
        foreach (var (language, typed) in Words)
        {
            if (string.IsNullOrWhiteSpace(typed)) continue;
            var words = typed.Trim();
            var state = States.GetValueOrDefault(language, WordingState.Draft);
            var old = before?[language];
            text = text.With(language, old?.Text == words ? old with { State = state, ToVerify = old.ToVerify && state != WordingState.Verified } : new(words, state, Note: old?.Note));
        }

        return text;
    }

    /// <summary>As <see cref="Over"/>, null when nothing was written.</summary>
    public Text? OverOrNull(Text? before) => IsEmpty ? null : Over(before);

    /// <summary>For a row of a list, which may have moved: over the one of these texts that shares most wordings with it, the first of equals.</summary>
    public Text? OverOneOf(IEnumerable<Text?> before) => OverOrNull(before.MaxBy(text => Words.Count(typed => typed.Value?.Trim() is { Length: > 0 } words && text?[typed.Key]?.Text == words)));
}

/// <summary>At least one language must have a wording.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SomeWordingAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute
{
    public SomeWordingAttribute() => ErrorMessage = "Form.SomeWording";

    // The framework translates the messages of its own attributes only.
    protected override System.ComponentModel.DataAnnotations.ValidationResult? IsValid(object? value, System.ComponentModel.DataAnnotations.ValidationContext validationContext) =>
        value is TextInput { IsEmpty: false } ? null : new(validationContext.GetRequiredService<Concord.Platform.Languages.Words>()[ErrorMessage!], [validationContext.MemberName!]);
}
