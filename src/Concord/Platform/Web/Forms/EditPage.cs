using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web.Forms;

/// <summary>
/// A page with a form that changes one record. When somebody else has saved the record since the form was opened, both versions are
/// shown side by side and chosen from field by field; nothing typed is lost.
/// </summary>
internal abstract class EditPage<TForm>(Db db) : PageModel, IEditPage
    where TForm : class, new()
{
    [BindProperty]
    public TForm Input { get; set; } = new();

    /// <summary>The version the form was opened on.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Fingerprints of what the fields held when the form was opened: tell who changed what.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>Why the change is made: for the history.</summary>
    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(500), System.ComponentModel.DataAnnotations.Display(Name = "Form.Reason")]
    public string? Reason { get; set; }

    /// <summary>The button that was pressed in a list of the form: "more Sources" adds a row to it, "less Sources 2" takes the third out.</summary>
    [BindProperty]
    public string? Rows { get; set; }

    public Conflict? Conflict { get; private set; }

    public Type FormType => typeof(TForm);

    /// <summary>What may be chosen in a field: says in words what was chosen when two versions are shown.</summary>
    /// <param name="field">The field without its index: Pillar, Partners.Organisation.</param>
    public virtual IEnumerable<SelectListItem>? ChoicesFor(string field) => null;

    /// <summary>The form as the record stands.</summary>
    protected void Open(Entity record, TForm form) => (Input, Version, Seen) = (form, record.Version, FormFields.Fingerprints(form));

    /// <summary>Adds or takes out a row of a list when a button asked for it: the form is then shown again, and nothing is saved.</summary>
    protected bool RowsChanged()
    {
        if ((Rows ?? "").Split(' ') is not [("more" or "less") and var act, var name, .. var rest]) return false;
        if (typeof(TForm).GetProperty(name)?.GetValue(Input) is not IList rows) return false;

        if (act == "more")
        {
            var row = rows.GetType().GetGenericArguments()[0];
            rows.Add(row == typeof(string) ? "" : Activator.CreateInstance(row));
        }
        else if (int.TryParse(rest.FirstOrDefault(), out var index) && index >= 0 && index < rows.Count)
        {
            // The rows behind it move up: what was typed in them stands in the form by now, what was attempted under their old names must go.
            rows.RemoveAt(index);
            foreach (var key in ModelState.Keys.Where(key => key.StartsWith($"{nameof(Input)}.{name}[", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
        }

        ModelState.Remove(nameof(Rows));
        ModelState.ClearValidationState("");
        return true;
    }

    /// <summary>Enters a new record as <paramref name="apply"/> fills it, and leads to its page.</summary>
    /// <param name="folder">Address before its key.</param>
    protected async Task<IActionResult> EnterAsync<T>(T entered, Action<T> apply, string folder)
        where T : Entity
    {
        apply(entered);
        db.Because(Reason);
        db.Add(entered);
        await db.SaveChangesAsync();
        return LocalRedirect(folder + entered.Key);
    }

    /// <summary>Saves what <paramref name="apply"/> does to the record.</summary>
    /// <param name="record">As loaded in this request, not yet changed.</param>
    /// <param name="formOf">The form as a record stands.</param>
    /// <param name="apply">Changes the record it is given, which is not <paramref name="record"/> but the same one, loaded anew.</param>
    /// <param name="reload">Loads the record anew, with the parts that the form shows; null when it is gone.</param>
    protected async Task<IActionResult> SaveAsync<T>(T record, Func<T, TForm> formOf, Action<T> apply, Func<Task<T?>> reload, string to)
        where T : Entity
    {
        IActionResult answer = LocalRedirect(to);
        await db.AloneWith(record, async () =>
        {
            db.ChangeTracker.Clear();
            if (await reload() is not { } now)
            {
                answer = NotFound();
                return;
            }

            var theirs = formOf(now);
            if (now.Version != Version || HasMovedOn(theirs))
            {
                answer = Differs(now, theirs, to);
                return;
            }

            FormFields.TakeTheirs(Request.Form, Input, theirs);
            db.Because(Reason);
            apply(now);
            await db.SaveAsync(now, Version);
        });
        return answer;
    }

    /// <summary>Parts that fewer people may know than the record do not show in its version; what this reader saw of them tells.</summary>
    private bool HasMovedOn(TForm theirs)
    {
        var seen = FormFields.ReadFingerprints(Seen);
        return seen.Count > 0 && FormFields.Of(theirs) is var now && seen.Keys.Union(now.Keys).Any(name => seen.GetValueOrDefault(name, FormFields.Nothing) != FormFields.Fingerprint(now.GetValueOrDefault(name)));
    }

    private IActionResult Differs(Entity record, TForm theirs, string to)
    {
        var conflict = Conflict.Between(Input, theirs, Seen, record.GetType().Name, record.Id, Request.Form);
        if (conflict.Fields.Count == 0) return LocalRedirect(to); // sent twice: it is done already

        Conflict = conflict;
        (Version, Seen) = (record.Version, FormFields.Fingerprints(theirs));
        ModelState.Remove(nameof(Version));
        ModelState.Remove(nameof(Seen));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}

/// <summary>One row of a list in a form.</summary>
internal interface IFormRow
{
    /// <summary>Nothing is written in it: it is left out.</summary>
    bool IsEmpty { get; }
}

/// <summary>Two versions of one form.</summary>
/// <param name="Fields">The fields in which they differ. A list is one field.</param>
/// <param name="Same">What is sent along: the fields in which they do not differ, and the lists as I have them.</param>
internal sealed record Conflict(IReadOnlyList<ConflictField> Fields, IReadOnlyList<FormField> Same, string Kind, Guid Record)
{
    public static Conflict Between(object mine, object theirs, string? seen, string kind, Guid record, IFormCollection posted)
    {
        var before = FormFields.ReadFingerprints(seen);
        var (own, other) = (FormFields.Of(mine), FormFields.Of(theirs));
        var (leaves, otherLeaves) = (FormFields.Posted(mine).ToList(), FormFields.Posted(theirs).ToList());
        var fields = new List<ConflictField>();
        var same = new List<FormField>();
        foreach (var name in own.Keys.Union(other.Keys))
        {
            var isList = mine.GetType().GetProperty(name)?.GetValue(mine) is IList;
            var differs = (own.GetValueOrDefault(name) ?? "") != (other.GetValueOrDefault(name) ?? "");
            if (!differs || isList) same.AddRange(leaves.Where(field => isList ? field.Property == name : field.Name == name));
            if (!differs) continue;

            var untouched = before.GetValueOrDefault(name, FormFields.Nothing) == FormFields.Fingerprint(own.GetValueOrDefault(name));
            fields.Add(isList
                ? new(name, RowsOf(leaves, name), RowsOf(otherLeaves, name), untouched || FormFields.TookTheirs(posted, name), IsList: true)
                : new(name, [leaves.FindAll(field => field.Name == name)], [otherLeaves.FindAll(field => field.Name == name)], untouched, IsList: false));
        }

        return new(fields, same, kind, record);
    }

    private static IReadOnlyList<IReadOnlyList<FormField>> RowsOf(IEnumerable<FormField> leaves, string list) =>
        [.. leaves.Where(field => field.Property == list).GroupBy(field => field.Name.Split(']')[0]).Select(row => row.Where(field => !field.IsBlank).ToList())];
}

/// <param name="Name">As the form posts it, without the leading "Input.".</param>
/// <param name="Mine">What I wrote: the rows of a list, each with its fields; the one field otherwise.</param>
/// <param name="TakeTheirs">I had not touched it: the other's value is offered first.</param>
internal sealed record ConflictField(string Name, IReadOnlyList<IReadOnlyList<FormField>> Mine, IReadOnlyList<IReadOnlyList<FormField>> Theirs, bool TakeTheirs, bool IsList)
{
    /// <summary>One of the two as the bare field it is: for its property, language and kind.</summary>
    public FormField Field { get; } = Mine.Concat(Theirs).SelectMany(row => row).FirstOrDefault() ?? new(Name, null);
}

internal enum FieldKind
{
    Plain,

    /// <summary>A wording of a text.</summary>
    Words,

    /// <summary>The state of a wording.</summary>
    State,

    /// <summary>Ticked or not.</summary>
    Flag,
}

/// <summary>One field as it is posted.</summary>
/// <param name="Name">Without the leading "Input.": Name.Words[en], Sources[2].Address.</param>
internal sealed record FormField(string Name, string? Value, FieldKind Kind = FieldKind.Plain)
{
    /// <summary>Nothing written, nothing ticked.</summary>
    public bool IsBlank => string.IsNullOrEmpty(Value) || (Kind == FieldKind.Flag && Value == "false");

    /// <summary>The property of the form, whose label names the field.</summary>
    public string Property => Name.Split('.', '[')[0];

    /// <summary>The name without indexes: Sources.Address.</summary>
    public string Path => System.Text.RegularExpressions.Regex.Replace(Name, @"\[[^\]]*\]", "");

    /// <summary>The language of one wording of a text; null for other fields.</summary>
    public string? Language => Kind is FieldKind.Words or FieldKind.State ? Name[(Name.LastIndexOf('[') + 1)..^1] : null;
}

/// <summary>The fields of a form as they are posted: name to value.</summary>
internal static class FormFields
{
    /// <summary>Every field for itself, rows without anything in them left out.</summary>
    public static IEnumerable<FormField> Posted(object form) =>
        form.GetType().GetProperties().Where(property => property.CanWrite).SelectMany(property => Leaves(property.Name, property.GetValue(form)));

    /// <summary>What is compared: every field for itself, a list as a whole.</summary>
    public static SortedDictionary<string, string?> Of(object form)
    {
        var fields = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in form.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var leaves = Leaves(property.Name, property.GetValue(form));
            if (property.GetValue(form) is IList) fields[property.Name] = string.Join('\n', leaves.Where(field => !field.IsBlank).Select(field => $"{field.Name}={field.Value}"));
            else foreach (var field in leaves) fields[field.Name] = field.Value;
        }

        return fields;
    }

    public static string Fingerprints(object form) => string.Join(' ', Of(form).Select(field => $"{field.Key}={Fingerprint(field.Value)}"));

    public static Dictionary<string, string> ReadFingerprints(string? seen) =>
        (seen ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('='))
            .Where(part => part.Length == 2)
            .DistinctBy(part => part[0])
            .ToDictionary(part => part[0], part => part[1]);

    public static string Fingerprint(string? value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((value ?? "").ReplaceLineEndings("\n").Trim())))[..8];

    /// <summary>Whether the other version of a list was chosen where two stood side by side.</summary>
    public static bool TookTheirs(IFormCollection posted, string list) => posted["Theirs." + list] == "true";

    /// <summary>Puts the other version of each list that was chosen into the form.</summary>
    public static void TakeTheirs(IFormCollection posted, object form, object theirs)
    {
        foreach (var list in form.GetType().GetProperties().Where(list => list.CanWrite && TookTheirs(posted, list.Name))) list.SetValue(form, list.GetValue(theirs));
    }

    /// <summary>The fingerprint of an empty field.</summary>
    public static string Nothing { get; } = Fingerprint(null);

    private static IEnumerable<FormField> Leaves(string name, object? value) => value switch
    {
        TextInput text =>
        [
            .. text.Words.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => new FormField($"{name}.Words[{pair.Key}]", Clean(pair.Value!), FieldKind.Words)),
            .. text.States.Where(pair => !string.IsNullOrWhiteSpace(text.Words.GetValueOrDefault(pair.Key))).Select(pair => new FormField($"{name}.States[{pair.Key}]", pair.Value.ToString(), FieldKind.State)),
        ],
        string words => [new(name, Clean(words))],
        IList items => items.Cast<object?>().Where(item => item is not (null or "" or IFormRow { IsEmpty: true })).SelectMany((item, index) => Leaves($"{name}[{index}]", item)),
        IFormRow row => row.GetType().GetProperties().Where(property => property.CanWrite).SelectMany(property => Leaves($"{name}.{property.Name}", property.GetValue(row))),
        bool flag => [new(name, flag ? "true" : "false", FieldKind.Flag)],
        _ => [new(name, value?.ToString())],
    };

    private static string Clean(string words) => words.ReplaceLineEndings("\n").Trim();
}
