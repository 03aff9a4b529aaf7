using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Files;

/// <summary>
/// Declares what refers to content. Whoever lets a table refer to content says so here (by a class of his own, found by reflection): what
/// nobody refers to is collected, and what something signed refers to is never removed, not by an erasure either.
/// </summary>
internal interface IReferToFiles
{
    /// <summary>Whether content that is referred to is part of an official act.</summary>
    bool IsSigned { get; }

    /// <summary>Hashes of the content that is referred to.</summary>
    IQueryable<string> Of(Db db);
}

/// <summary>The files of records, also of withdrawn ones: a record may come back.</summary>
internal sealed class FilesOfRecords : IReferToFiles
{
    public bool IsSigned => false;

    public IQueryable<string> Of(Db db) => db.Files.IgnoreQueryFilters().Where(file => file.Hash != null).Select(file => file.Hash!);
}

internal sealed class ThumbnailsOfFiles : IReferToFiles
{
    public bool IsSigned => false;

    public IQueryable<string> Of(Db db) => db.Files.IgnoreQueryFilters().Where(file => file.Thumbnail != null).Select(file => file.Thumbnail!);
}

/// <summary>What was sent and no record has taken yet.</summary>
internal sealed class UploadsUnderWay : IReferToFiles
{
    public bool IsSigned => false;

    public IQueryable<string> Of(Db db) => db.Uploads.Where(upload => upload.Hash != null).Select(upload => upload.Hash!);
}
