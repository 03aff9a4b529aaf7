using Concord.Platform.Database;
using Concord.Platform.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A file of a sealed record, or its seal.</summary>
[AllowAnonymous]
internal sealed class FileModel(Db db, IFileStore store) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string key, string name, CancellationToken stop)
    {
        if (await db.JointRecords.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop) is not { Seal: { } seal } record) return NotFound();

        Response.Headers.CacheControl = "private, no-cache";
        if (name == key + ".jws") return File(System.Text.Encoding.ASCII.GetBytes(seal), Platform.Sealing.SealedRecord.SealType, name);
        if (await db.SealedDocuments.AsNoTracking().SingleOrDefaultAsync(one => one.RecordId == record.Id && one.Name == name, stop) is not { } file) return NotFound();

        return await store.OpenAsync(file.Hash, stop) is { } content ? File(content, file.Type, file.Name) : NotFound();
    }
}
