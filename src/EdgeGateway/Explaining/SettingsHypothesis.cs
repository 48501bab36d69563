namespace EdgeGateway.Explaining;

/// <summary>A setting of the profile differs from what the provider does.</summary>
internal sealed class SettingsHypothesis : Hypothesis
{
    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        var settings = @case.Input.Settings;
        if (!settings.DropEmptyEverywhere)
        {
            yield return new Trial("the provider leaves out empty values at every level: set DropEmptyEverywhere", @case.Input.With(settings with { DropEmptyEverywhere = true }));
        }

        if (!settings.AllowAmbiguousValues)
        {
            yield return new Trial(
                "a value could be read as several fields in the joined string, which the profile refuses; AllowAmbiguousValues accepts such values, and leaves them uncovered",
                @case.Input.With(settings with { AllowAmbiguousValues = true }));
        }
    }
}
