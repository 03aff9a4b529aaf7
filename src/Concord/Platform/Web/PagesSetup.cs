using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Concord.Platform.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace Concord.Platform.Web;

internal static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(options =>
            {
                options.RootDirectory = "/Features";
                options.Conventions.AddFolderRouteModelConvention("/", StandUnderTheLanguage);
                options.Conventions.AddFolderApplicationModelConvention("/", CloseUnlessItSaysMore);
            })
            .AddApplicationPart(typeof(PagesSetup).Assembly)
            .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(PagesSetup)))
            .AddMvcOptions(options =>
            {
                options.Filters.Add<FreshFilter>(); // before anything is done
                options.Filters.Add<OnceFilter>();
                options.Filters.Add<RuleFilter>();
                options.ModelMetadataDetailsProviders.Add(new DefaultMessages());
            });

        builder.Services.ConfigureOptions<FormMessages>();
        builder.Services.AddSingleton<IValidationAttributeAdapterProvider, TranslatedAttributes>();
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddScoped<History.Chronicle>();
        builder.Services.AddScoped<Lists.Sheets>();
        builder.Services.AddScoped<LinkedData.Linked>();
        builder.Services.AddRouting(options => options.LowercaseUrls = true);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddResponseCompression(options =>
        {
            // Pages that carry a reader's secrets mix with nothing an attacker could choose: no page reflects a foreign address's words beside a token.
            options.EnableForHttps = true;
        });
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "concord-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = Accounts.AccountsSetup.FormToken;
        });

        // Chinese stays Chinese in the source of a page: a third of the bytes, and readable.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.AddPageCache();
    }

    public static void MapPages(this WebApplication app) => app.MapRazorPages();

    /// <summary>A page that says nothing is closed to visitors; one that names its own policy, or none, is taken at its word.</summary>
    private static void CloseUnlessItSaysMore(PageApplicationModel page)
    {
        if (page.HandlerTypeAttributes.Any(attribute => attribute is IAuthorizeData or IAllowAnonymous)) return;
        page.EndpointMetadata.Add(new AuthorizeAttribute(Accounts.Can.EnterWorkspace));
    }

    /// <summary>Every page stands under its language: /en/…, /zh/….</summary>
    private static void StandUnderTheLanguage(PageRouteModel page)
    {
        foreach (var selector in page.Selectors)
        {
            selector.AttributeRouteModel!.Template = AttributeRouteModel.CombineTemplates("{language:language}", selector.AttributeRouteModel.Template!.TrimStart('/'));
        }
    }
}

/// <summary>The framework's own complaints about a form, by the keys of our texts.</summary>
internal sealed class FormMessages(Microsoft.Extensions.Localization.IStringLocalizerFactory factory) : Microsoft.Extensions.Options.IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions options)
    {
        var words = factory.Create(typeof(FormMessages));
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, field) => words["Form.Invalid", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => words["Form.Invalid", value]);
        messages.SetUnknownValueIsInvalidAccessor(_ => words["Form.Invalid", ""]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => words["Form.Invalid", ""]);
        messages.SetValueIsInvalidAccessor(value => words["Form.Invalid", value]);
        messages.SetValueMustNotBeNullAccessor(_ => words["Form.Required"]);
        messages.SetMissingBindRequiredValueAccessor(_ => words["Form.Required"]);
        messages.SetMissingKeyOrValueAccessor(() => words["Form.Required"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => words["Form.Required"]);
        messages.SetValueMustBeANumberAccessor(_ => words["Form.Number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => words["Form.Number"]);
    }
}

/// <summary>Gives the attributes of forms their message keys, so that no form repeats them.</summary>
internal sealed class DefaultMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>().Where(one => one.ErrorMessage?.Contains(' ') ?? true)) // some bring a sentence of their own; ours are keys
        {
            attribute.ErrorMessage = attribute switch
            {
                RequiredAttribute => "Form.Required",
                StringLengthAttribute or MaxLengthAttribute => "Form.TooLong",
                RangeAttribute => "Form.Range",
                EmailAddressAttribute => "Form.Email",
                UrlAttribute => "Form.Url",
                _ => null,
            };
        }
    }
}

/// <summary>The framework translates the messages of the attributes it knows; this does it for ours too.</summary>
internal sealed class TranslatedAttributes : IValidationAttributeAdapterProvider
{
    private readonly ValidationAttributeAdapterProvider known = new();

    public IAttributeAdapter GetAttributeAdapter(ValidationAttribute attribute, IStringLocalizer? stringLocalizer) =>
        known.GetAttributeAdapter(attribute, stringLocalizer) ?? new Ours(attribute, stringLocalizer);

    private sealed class Ours(ValidationAttribute attribute, IStringLocalizer? words) : AttributeAdapterBase<ValidationAttribute>(attribute, words)
    {
        public override void AddValidation(ClientModelValidationContext context)
        {
        }

        public override string GetErrorMessage(ModelValidationContextBase validationContext) =>
            GetErrorMessage(validationContext.ModelMetadata, validationContext.ModelMetadata.GetDisplayName());
    }
}
