using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Concord.Platform.Web.Forms;

/// <summary>Says that a request is too large before its form is read; found while reading, the framework would call it malformed.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RefuseLargerAttribute(long most) : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.Request.ContentLength > most) context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
    }
}
