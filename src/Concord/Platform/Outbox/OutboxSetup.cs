namespace Concord.Platform.Outbox;

internal static class OutboxSetup
{
    /// <summary>Every class that does a job, and the worker that calls them. A command-line tool adds rows but does no work.</summary>
    public static void AddOutbox(this WebApplicationBuilder builder)
    {
        foreach (var worker in typeof(OutboxSetup).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var job in worker.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IDo<>)))
            {
                builder.Services.AddScoped(job, worker);
            }
        }

        builder.Services.AddSingleton<OutboxWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxWorker>());
    }
}
