using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Signing;

namespace EdgeGateway.Sending;

/// <summary>Changes a character of a signed request that the signature covers.</summary>
internal static class Tampering
{
    /// <summary>How many characters are tried.</summary>
    private const int MaxTries = 512;

    /// <summary>The changed request; null if no change is detected, as with schemes whose signature covers nothing of the request.</summary>
    /// <param name="request">A signed request.</param>
    /// <param name="judge">Why a request is refused, or none.</param>
    /// <param name="sign">Signs a request.</param>
    public static CallbackRequest? Find(CallbackRequest request, Func<CallbackRequest, RefusalReason> judge, Func<CallbackRequest, CallbackRequest> sign) =>
        Alterations(request).Take(MaxTries).FirstOrDefault(altered =>
            judge(altered) is RefusalReason.SignatureMismatch or RefusalReason.TokenBinding && !IsOfTheSignature(altered, request, sign));

    /// <summary>Whether only the signature was changed: signing again gives the same request then.</summary>
    private static bool IsOfTheSignature(CallbackRequest altered, CallbackRequest request, Func<CallbackRequest, CallbackRequest> sign)
    {
        var signed = sign(altered);
        return signed.Query == request.Query && signed.Body.Span.SequenceEqual(request.Body.Span);
    }

    /// <summary>Digits come first: an amount or an id is what an attacker would change.</summary>
    private static IEnumerable<CallbackRequest> Alterations(CallbackRequest request)
    {
        Func<char, bool>[] kinds = [char.IsAsciiDigit, char.IsAsciiLetter];
        foreach (var isOfKind in kinds)
        {
            for (var at = 0; at < request.Body.Length; at++)
            {
                if (isOfKind((char)request.Body.Span[at]))
                {
                    var body = request.Body.ToArray();
                    body[at] = (byte)Next((char)body[at]);
                    yield return request with { Body = body };
                }
            }

            for (var at = 0; at < request.Query.Length; at++)
            {
                if (isOfKind(request.Query[at]))
                {
                    var query = new StringBuilder(request.Query);
                    query[at] = Next(query[at]);
                    yield return request with { Query = query.ToString() };
                }
            }
        }
    }

    private static char Next(char character) => character is '9' or 'z' or 'Z' ? (char)(character - 1) : (char)(character + 1);
}
