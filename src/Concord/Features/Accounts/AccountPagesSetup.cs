namespace Concord.Features.Accounts;

internal static class AccountPagesSetup
{
    public static void AddAccountPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AccountEvents>();
        builder.Services.AddScoped<AccountErasure>();
        builder.Services.AddScoped<AccountRoles>();
        builder.Services.AddScoped<Providers.Arrivals>();
        builder.Services.AddScoped<Providers.ProviderLinks>();
        builder.Services.AddScoped<Providers.ProviderRoles>();
        builder.Services.AddScoped<Invitations>();
        builder.Services.AddScoped<InviteAdministrator>();
        builder.Services.AddSingleton<NewAuthenticator>();
    }
}
