using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates one profile's options and creates the profile.</summary>
internal sealed class CallbackProfileReader(
    IConfiguration configuration, OwnSchemes schemes, MerchantSignatureRules merchantSignatures, FaultList faults)
{
    private const int MaxIdentityFields = 16;

    /// <summary>The profile; only usable if no fault was added. Null if its scheme is unknown.</summary>
    public CallbackProfile? Read(string name, CallbackProfileOptions options)
    {
        var path = $"{KnownSections.Profiles}:{name}";
        if (!ProfileName.IsValid(name))
        {
            faults.Add(path, $"a profile's name must be {ProfileName.Expectation}");
        }

        if (IsMisspelt(name, path))
        {
            return null;
        }

        var scheme = ReadScheme(path, options);
        var keys = SecretRules.Read($"{path}:{nameof(options.Secrets)}", options, scheme, faults);
        var networks = NetworkRules.Read($"{path}:{nameof(options.AllowedNetworks)}", options.AllowedNetworks, faults);
        var identity = ReadIdentity($"{path}:{nameof(options.Identity)}", options.Identity, scheme);
        var certificates = ClientCertificateRules.Read(path, options, configuration, faults);
        var amount = AmountRules.Read(path, options, scheme, faults);
        var merchantSigner = merchantSignatures.Read(path, options.MerchantSignature, scheme);
        TimeRules.Check(path, options, scheme, faults);
        CheckLedgerPolicy(path, options);
        if (scheme is null)
        {
            return null;
        }

        var verification = SchemeSettingsRules.Read(path, options, scheme, VerificationRules.Read(path, options, scheme, faults), faults) with
        {
            // A profile that is not de-duplicated is asked, not paid.
            Amount = options.Deduplicate || options.AmountField is not null ? amount : null,
            CountsQuestions = options.AmountField is not null,
        };

        // The fault of the name has already been reported.
        return CallbackProfile.Create(ProfileName.IsValid(name) ? name : "invalid", scheme, keys, identity ?? [], verification) with
        {
            MaxBodyBytes = options.MaxBodyBytes,
            BodyTimeout = options.BodyTimeout,
            MerchantTimeout = options.MerchantTimeout,
            Lease = options.Lease,
            Retention = options.Retention ?? CallbackProfile.DefaultRetention(scheme),
            ReplayProtection = scheme.SignsTime ? TimeSpan.Zero : options.ReplayProtection,
            OnConflict = options.OnConflict ?? scheme.OnConflict,
            OnDividedConflict = options.OnConflict ?? ConflictPolicy.Refuse,
            OnPartialConflict = options.OnConflict ?? (scheme.HasUnsignedIdentity ? ConflictPolicy.Deliver : ConflictPolicy.Refuse),
            Acknowledgement = AcknowledgementRules.Read($"{path}:{nameof(options.Acknowledgement)}", options.Acknowledgement, scheme.Acknowledgement, faults),
            AllowedNetworks = networks,
            ClientCertificate = certificates,
            MerchantSigner = merchantSigner,
            MaxConcurrentCallbacks = options.MaxConcurrentCallbacks,
            OnLedgerUnavailable = options.OnLedgerUnavailable,
            Deduplicate = options.Deduplicate,
        };
    }

    /// <summary>
    /// Whether the profile consists of secrets only, and its name is that of another one with a typing mistake: the mistake is then in the
    /// name of an environment variable or of a secret's file.
    /// </summary>
    private bool IsMisspelt(string name, string path)
    {
        const string secrets = nameof(CallbackProfileOptions.Secrets);
        var profiles = configuration.GetSection(KnownSections.Profiles);
        var settings = profiles.GetSection(name).GetChildren().ToList();
        var others = profiles.GetChildren().Where(static profile => profile[nameof(CallbackProfileOptions.Scheme)] is not null).Select(static profile => profile.Key);
        if (settings is not [{ Key: var only }] || !only.Equals(secrets, StringComparison.OrdinalIgnoreCase) || NearestName.Find(name, others) is not { } meant)
        {
            return false;
        }

        foreach (var secret in settings[0].GetChildren().Where(secret => ProfileName.IsValid(secret.Key)))
        {
            faults.Add(
                $"{path}:{secrets}:{secret.Key}",
                $"there is no profile '{name}'; did you mean {meant}? Its secrets are in {KnownSections.Profiles}__{meant}__{secrets}__{secret.Key}");
        }

        return faults.Has(path);
    }

    private void CheckLedgerPolicy(string path, CallbackProfileOptions options)
    {
        if (options.OnLedgerUnavailable == LedgerUnavailablePolicy.Deliver && !options.Deduplicate)
        {
            faults.Add($"{path}:{nameof(options.OnLedgerUnavailable)}", "means nothing where Deduplicate is false: the ledger is never asked");
        }
    }

    private SignatureScheme? ReadScheme(string path, CallbackProfileOptions options)
    {
        var scheme = schemes.Find(options.Scheme);
        var at = $"{path}:{nameof(options.Scheme)}";

        // The faults of a custom scheme are reported at the scheme.
        if (scheme is null && !faults.Has(at) && !schemes.Names.Contains(options.Scheme ?? "", StringComparer.OrdinalIgnoreCase))
        {
            var known = $"a scheme that ships, such as Cactus or stripe (docs/schemes.md has them all), or one of CallbackSchemes{(schemes.Names.IsEmpty ? "" : $" ({string.Join(", ", schemes.Names)})")}";
            var meant = options.Scheme is null ? null : NearestName.Find(options.Scheme, [.. SignatureSchemes.Names, .. schemes.Names]);
            faults.Add(
                at,
                string.IsNullOrEmpty(options.Scheme) ? $"missing; {known}"
                : meant is not null ? $"'{options.Scheme}' is unknown; did you mean {meant}?"
                : $"'{options.Scheme}' is unknown; it is to be {known}");
        }

        return scheme;
    }

    private ImmutableArray<IdentityField>? ReadIdentity(string path, IList<string>? texts, SignatureScheme? scheme)
    {
        if (texts is null)
        {
            return null;
        }

        if (texts.Count == 0 && !faults.Has(path))
        {
            // Without any field, all callbacks would have the same key and only the first would be delivered.
            faults.Add(path, "at least one field, or null for the scheme's");
        }

        if (texts.Count > MaxIdentityFields)
        {
            faults.Add(path, $"{texts.Count} fields; at most {MaxIdentityFields} name an event");
            return null;
        }

        var fields = ImmutableArray.CreateBuilder<IdentityField>(texts.Count);
        for (var index = 0; index < texts.Count; index++)
        {
            if (!IdentityField.TryParse(texts[index], out var field))
            {
                faults.Add($"{path}:{index}", $"'{texts[index]}' is not a field such as order_id or outer.inner, with ? behind it when it may be absent");
            }
            else if (scheme is { TakesValues: false } && field.Path.Contains(':', StringComparison.Ordinal))
            {
                faults.Add($"{path}:{index}", $"'{field.Path}': the callbacks of {scheme.Name} are named by fields of the body only");
            }
            else if (scheme is { SignsNesting: false } && field.Path.Contains('.', StringComparison.Ordinal))
            {
                faults.Add($"{path}:{index}", $"'{field.Path}': what {scheme.Name} signs has no nested fields, only top-level ones can identify a callback");
            }
            else if (fields.Any(known => known.Path == field.Path))
            {
                faults.Add($"{path}:{index}", $"'{field.Path}' is named twice");
            }
            else
            {
                fields.Add(field);
            }
        }

        return fields.ToImmutable();
    }
}
