using Lumos.Abstractions;

namespace Lumos.Core.Policy.Masking;

/// <summary>How personal a kind is that was found in a text.</summary>
internal static class PiiGrades
{
    private static readonly string[] Quasi = ["person.birth_date", "geo.postal_code", "geo.latitude", "geo.longitude", "web.url", "health.us_npi", "health.medical_license", "bank.bic", "bank.us_routing", "bank.sort_code", "vehicle.vin", "payment.card_expiry"];

    /// <summary>Quasi for what identifies in combination only, otherwise direct.</summary>
    public static PiiGrade Of(string label) => Quasi.Contains(label) ? PiiGrade.Quasi : PiiGrade.Direct;
}
