namespace Concord.Platform.Mail;

internal static class MailSetup
{
    /// <summary>Everybody who writes mail, and the worker that sends it.</summary>
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        foreach (var writer in typeof(MailSetup).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var mail in writer.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IWrite<>))) services.AddScoped(mail, writer);
        }

        services.AddSingleton(MailServer.Of(builder.Configuration));
        services.AddSingleton<MailPace>();
        services.AddSingleton<Web.PublicAddress>();
        services.AddSingleton<MailSecret>();
        services.AddSingleton<Unsubscribing>();
        services.AddSingleton<Postman>();
        services.AddScoped<Letters>();
        services.AddScoped<Envelope>();
        services.AddScoped<Delivery>();
        services.AddScoped<DeliveryReports>();
        services.AddSingleton<MailWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<MailWorker>());
    }
}
