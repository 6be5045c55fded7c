namespace Lumos.Testing.Samples;

/// <summary>Made-up people and things for the samples; common names from many places, so that nothing is ASCII by accident.</summary>
internal static class SampleNames
{
    public static readonly string[] First =
    [
        "Anna", "Zoë", "José", "Björn", "Łukasz", "Søren", "Chloé", "Jürgen", "Inês", "Márton", "Eva", "Noah", "Aylin", "Çağla", "Dmitri",
        "Sofía", "Liam", "Ngọc", "Olu", "Priya", "Kenji", "Amélie", "Tomáš", "Ćira", "Ida", "Renée", "Håkon", "Ömer", "Milo", "Jean-Luc",
    ];

    public static readonly string[] Last =
    [
        "Müller", "García", "O'Brien", "Nowak", "Åkesson", "Dubois", "Şahin", "Nguyễn", "van der Berg", "Rossi", "Þórsdóttir", "Kowalczyk",
        "Schmidt", "Lefèvre", "Núñez", "Brown", "Okafor", "Sato", "Petrović", "Janssen", "Weiß", "Ibáñez", "Sørensen", "Haddad", "Smith-Jones",
    ];

    /// <summary>Names every Western European code page can hold.</summary>
    public static readonly string[] LatinLast = ["Müller", "García", "O'Brien", "Åkesson", "Dubois", "Lefèvre", "Núñez", "Brown", "Weiß", "Sørensen", "Smith-Jones", "Janssen"];

    public static readonly string[] LatinFirst = ["Anna", "Zoë", "José", "Björn", "Chloé", "Jürgen", "Inês", "Eva", "Noah", "Sofía", "Liam", "Renée"];

    public static readonly (string Code, string[] Spellings)[] Countries =
    [
        ("DE", ["Germany", "DE", "Deutschland"]),
        ("FR", ["France", "FR"]),
        ("ES", ["Spain", "ES"]),
        ("PL", ["Poland", "PL"]),
        ("SE", ["Sweden", "SE"]),
        ("US", ["United States", "US", "USA"]),
        ("GB", ["United Kingdom", "GB", "UK"]),
    ];

    public static readonly string[] Products =
    [
        "Desk lamp", "Desk lamp, brass", "Café mug \"Zürich\"", "Notebook A5", "Chair, oak", "Ink – black", "Rug 120×80", "Tea towel\nset of 2", "Wall clock", "Vase \"Ilse\", blue",
    ];
}
