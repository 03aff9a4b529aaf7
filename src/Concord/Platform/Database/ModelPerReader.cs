using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Concord.Platform.Database;

/// <summary>Two models: nearly every reader reads by audience alone; only for those with single records assigned do the filters also ask for
/// these, which makes every statement longer.</summary>
internal sealed class ModelPerReader : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((Db)context).HasAssignments, designTime);
}
