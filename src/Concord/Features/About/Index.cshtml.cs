using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.About;

/// <summary>What the programme says of itself, its phases and its sides; what is not known says so.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Words words) : PageModel
{
    private Dictionary<string, Text> names = [];

    /// <summary>Organisations by their keys, in the order given; one that the reader may not see is left out.</summary>
    public IEnumerable<(string Key, Text Name)> Named(IEnumerable<string> keys) => keys.Where(names.ContainsKey).Select(key => (key, names[key]));

    /// <summary>What the programme says of itself, both languages side by side.</summary>
    public IReadOnlyList<(string Key, Text Name)> Texts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var keys = words.Programme.Phases.SelectMany(phase => phase.Implementers.Concat(phase.Donors)).Distinct().ToList();
        names = await db.Organisations.AsNoTracking().Where(one => keys.Contains(one.Key)).ToDictionaryAsync(one => one.Key, one => one.Name, stop);
        Texts = [.. (await db.ProgrammeTexts.AsNoTracking().OrderBy(one => one.Key).Select(one => new { one.Key, one.Name }).ToListAsync(stop)).Select(one => (one.Key, one.Name))];
    }
}
