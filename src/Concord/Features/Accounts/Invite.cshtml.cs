using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Concord.Features.Accounts;

/// <summary>Invites somebody. The link goes to them by mail; without a mail server it is shown once, to be handed over by the administrator.</summary>
[Authorize(Policy = Can.ManageAccounts)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class InviteModel(Invitations invitations, Words words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Whether links go to their owners by mail.</summary>
    public bool AreMailed => invitations.AreMailed;

    /// <summary>The link, once it is made, to be handed over.</summary>
    public string? Link { get; private set; }

    /// <summary>Whether it has been mailed, so that nobody else sees it.</summary>
    public bool IsMailed => AreMailed && Invited is not null;

    public Account? Invited { get; private set; }

    public IEnumerable<SelectListItem> Languages => words.Programme.Languages.Select(one => new SelectListItem(words.NameOf(one.Code), one.Code));

    public static IEnumerable<SelectListItem> RolesIn(Words words) => Enum.GetValues<Role>().Select(role => new SelectListItem(words["Role." + role], role.ToString()));

    public static IEnumerable<SelectListItem> PartiesIn(Words words) =>
        words.Language.SideOrder.Where(key => words.Programme.Parties.Any(one => one.Key == key))
            .Union(words.Programme.Parties.Select(one => one.Key))
            .Select(key => new SelectListItem(words.PartyName(key), key));

    public static Text NameOf(IReadOnlyDictionary<string, string?> names) =>
        new(names.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, new Wording(pair.Value!.Trim()))));

    public void OnGet() => Input.Language = words.Code;

    [Fresh]
    public async Task<IActionResult> OnPostAsync()
    {
        var known = Input.Names.Where(pair => words.Programme.Languages.Any(one => one.Code == pair.Key)).ToDictionary();
        if (NameOf(known).IsEmpty) ModelState.AddModelError("Input.Names", words["Form.SomeWording"]);
        if (known.Values.Any(name => name?.Length > 100)) ModelState.AddModelError("Input.Names", words["Account.NameTooLong"]);
        if (words.Programme.Languages.All(one => one.Code != Input.Language)) ModelState.AddModelError("Input.Language", words["Form.Required"]);
        if (!ModelState.IsValid) return Page();

        (Invited, var token) = await invitations.InviteAsync(Input.Email, NameOf(known), Input.Language!, Input.Role!.Value, string.IsNullOrEmpty(Input.Party) ? null : Input.Party);
        if (!AreMailed) Link = $"{Request.Scheme}://{Request.Host}/{Input.Language}/invitation/{token}";
        return Page();
    }

    public sealed class Form
    {
        [Required, EmailAddress, StringLength(254), Display(Name = "Account.Email")]
        public string? Email { get; set; }

        [Display(Name = "Account.Name")]
        public Dictionary<string, string?> Names { get; set; } = [];

        [Required, Display(Name = "Account.Language")]
        public string? Language { get; set; }

        [Required, Display(Name = "Account.Role")]
        public Role? Role { get; set; }

        [Display(Name = "Account.Party")]
        public string? Party { get; set; }
    }
}
