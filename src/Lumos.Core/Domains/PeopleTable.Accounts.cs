using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>What persons log in with: words made of their names or of letters and digits that follow no pattern, and what a program made of their passwords.</summary>
internal static partial class PeopleTable
{
    private const double MadeOfNames = 0.8, NearlyEach = 0.9, WithMarks = 0.3;
    private const int NamePart = 3, LeastSpread = 3, ShortestLogin = 3, LongestLogin = 24, ShortestSecret = 6, LongestSecret = 40, NearSecret = 3;

    private const double MostlySecret = 0.6;
    private static readonly string[] OfKeys = ["id", "identifier", "uid", "user", "code"];
    private static readonly string[] SecretWords = ["password", "pass", "passwd", "pwd", "pw", "secret", "secure", "admin", "administrator", "test", "qwerty", "qwertz", "azerty", "welcome", "letmein", "abc", "abcd", "changeme", "default", "hello", "motdepasse", "mdp", "clave", "contrasena", "senha", "haslo", "heslo", "parola", "sifre", "passwort", "wachtwoord", "passord", "losenord", "sandi", "rahasia", "matkhau", "iloveyou", "dragon", "monkey", "temp"];
    private static readonly string[] BareSecrets = ["password", "motdepasse", "passwort", "letmein", "qwerty", "azerty", "qwertz", "changeme", "iloveyou", "contrasena", "wachtwoord", "1q2w3e4r", "qwertyuiop"];
    private static readonly string[] HashMarks = ["$2a$", "$2b$", "$2y$", "$argon2", "pbkdf2", "{SSHA}", "scrypt:", "sha256$"];
    private static readonly int[] HashLengths = [40, 56, 64, 96, 128];

    /// <summary>Which columns without a telling header hold logins or passwords of the persons.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static string?[] AccountsOfPersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        var found = new string?[columns.Count];
        if (!RowsArePersons(columns, ranked) && !IsNamedAfterPersons(columns)) return found;
        HashSet<string> names = new(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (!IsNameColumn(ranked[i])) continue;
            foreach (var (value, _) in columns[i].Values) names.UnionWith(TextFolding.Fold(value).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Length >= NamePart).Select(static w => w[..NamePart]));
        }

        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Sketch.Count < Enough) continue;
            if (columns[i].Header.Informative)
            {
                // A key made of names is what its owner logs in with, and says whose it is.
                if (columns[i].Header.Words.All(static w => Array.IndexOf(OfKeys, w) >= 0) && columns[i].Sketch is { Numeric: 0, WithBlank: 0, Distinctness: >= OwnNumber } && !IsNameColumn(ranked[i]) && AreMadeOfNames(columns[i], names)) found[i] = "account.username";
                continue;
            }

            // Passwords people choose are the same everywhere, and several have the same.
            if (AreCommonSecrets(columns[i])) found[i] = "account.password";
            // A trunk zero is written in front of telephone numbers only, given out in turn or not.
            else if (i > 0 && columns[i].OnlyBarePhones && columns[i].Sketch.LeadingZero >= NearlyEach) found[i] = ColumnPrivacy.Phone;
            if (found[i] is not null || columns[i].Sketch.Numeric > 0.5 || columns[i].Sketch.Distinctness < OwnNumber) continue;
            if (!IsNameColumn(ranked[i]) && AreHandles(columns[i])) found[i] = "account.username";
            if (found[i] is not null || columns[i].Sketch.WithBlank > 0) continue;
            if (i > 0 && AreHashes(columns[i]) || AreSecrets(columns[i])) found[i] = "account.password";
            else if (!IsNameColumn(ranked[i])) found[i] = ByForm(columns[i], names);
        }

        for (var i = 0; i < columns.Count; i++)
        {
            if (found[i] is null && !columns[i].Header.Informative && IsUndecided(ranked[i]) && AreWordsOfTheirOwn(columns[i]) && IsNearPassword(i)) found[i] = "account.username";
        }

        return found;

        bool IsNearPassword(int at)
        {
            for (var k = Math.Max(0, at - NearSecret); k <= Math.Min(columns.Count - 1, at + NearSecret); k++)
            {
                if (found[k] == "account.password" || ranked[k].Count > 0 && ranked[k][0].Entry.Label == "account.password" && ranked[k][0].Probability >= SurelyName) return true;
            }

            return false;
        }
    }

    private static string? ByForm(ColumnEvidence column, HashSet<string> names)
    {
        var s = column.Sketch;
        if (s.Length is { Shortest: < 4 } or { Longest: > LongestLogin } || s.Upper > 0.3 * s.WithLetter || column.Values.Any(static v => v.Key.AsSpan().ContainsAny("@:/,"))) return null;
        if (AreMadeOfNames(column, names)) return "account.username";
        if (s.Count >= FewestLogins && (IsWordsWithNumbers(column) || SoundLikeLogins(column))) return "account.username";
        return s.WithDigit >= MixedShare && s.WithLetter >= MixedShare && !column.SharesFirstLetter && (s.Length.Longest - s.Length.Shortest >= LeastSpread || AreOfManyLayouts(column)) ? "account.password" : null;
    }

    // "anna.berg", "mrossi", "jachatz2": the beginning of a given name, or of a family name behind an initial.
    private static bool AreMadeOfNames(ColumnEvidence column, HashSet<string> names)
    {
        var s = column.Sketch;
        if (s.Count < FewestLogins || s.LowerStart <= 0.9 || s.Length is { Shortest: < ShortestLogin } or { Longest: > LongestLogin }) return false;
        return column.Values.Count(v => TextFolding.Fold(v.Key) is var login && (names.Contains(login[..NamePart]) || login.Length > NamePart && names.Contains(login.Substring(1, NamePart)))) >= MadeOfNames * column.Values.Count;
    }

    // "bdilnot0", "pdunckley1": behind an initial a word that sounds like a name, with the number of who came later behind it.
    private static bool SoundLikeLogins(ColumnEvidence column)
    {
        const int ShortestStem = 5;
        if (column.Sketch is not { LowerStart: > NearlyEach, Distinctness: >= NearlyEach } || column.SharesFirstLetter) return false;
        var (sound, numbered) = (0, 0);
        foreach (var (value, _) in column.Values)
        {
            var stem = value.AsSpan().TrimEnd("0123456789");
            if (stem.Length < ShortestStem || stem.ContainsAnyExceptInRange('a', 'z')) continue;
            if (WordModel.SoundsLikeName(stem[1..].ToString())) sound++;
            if (stem.Length < value.Length) numbered++;
        }

        return sound >= MostlySecret * column.Values.Count && numbered > 0;
    }

    // Most values are the words people take, with digits behind or not, or one digit after the other.
    private static bool AreCommonSecrets(ColumnEvidence column)
    {
        const int Longest = 16;
        if (column.Sketch.Length.Longest > Longest) return false;
        int words = 0, digits = 0, all = 0;
        foreach (var (value, count) in column.Values)
        {
            all += count;
            var word = TextFolding.Fold(value).AsSpan().TrimEnd("0123456789!@#$%.*_-");
            if (word.Length > 0 ? Array.IndexOf(SecretWords, word.ToString()) >= 0 && word.Length < value.Length || Array.IndexOf(BareSecrets, value) >= 0 : IsRowOfDigits(value)) words += count;
            digits += word.Length == 0 ? count : 0;
        }

        return words >= (digits == all ? 1 : MostlySecret) * all;
    }

    // "123456", "4321", "0000", "123123": digits of which each follows the last, or a piece of such again.
    private static bool IsRowOfDigits(string value)
    {
        if (value.Length < 4 || !value.All(char.IsAsciiDigit)) return false;
        var half = value.Length / 2;
        if (value.Length % 2 == 0 && half >= 3 && value[..half] == value[half..]) return true;
        var step = value[1] - value[0];
        if (step is < -1 or > 1) return false;
        for (var i = 1; i < value.Length; i++)
        {
            if ((value[i] - value[i - 1] - step) % 10 != 0) return false;
        }

        return true;
    }

    private static bool IsNameColumn(IReadOnlyList<DomainScore> ranked) => ranked.Count > 0 && Array.IndexOf(NameLabels, ranked[0].Entry.Label) >= 0;

    private static bool IsUndecided(IReadOnlyList<DomainScore> ranked) => ranked.Count == 0 || ranked[0].Probability < SurelyName || ranked[0].Entry.Label is "code" or "id.code" or "category" or "text.title";

    // "Test@1234", "MyPwd#5678": letters, digits and marks without a blank, in no order that a number of something has.
    private static bool AreSecrets(ColumnEvidence column)
    {
        const double Most = 0.7;
        if (column.Sketch.Length is { Shortest: < 4 } or { Longest: > LongestSecret } || column.SharesFirstLetter) return false;
        return column.Values.Count(static v => IsSecret(v.Key)) >= Most * column.Values.Count && column.Values.All(static v => !ContactShapes.IsEmail(v.Key) && !ContactShapes.IsUrl(v.Key));
    }

    private static bool IsSecret(string value)
    {
        if (value.Length < ShortestSecret || value[0] == '@' || !value.AsSpan().ContainsAny("!#$%^&*?~@+=") || !value.AsSpan().ContainsAnyInRange('0', '9')) return false;
        return value.Any(char.IsAsciiLetter) && !value.AsSpan().ContainsAny(";,|/<>{}[]()\"'");
    }

    // What a program keeps in the place of a password: a long row of hexadecimal digits, or the mark of a known method in front.
    private static bool AreHashes(ColumnEvidence column)
    {
        var length = column.Sketch.Length;
        if (length.Longest == length.Shortest && Array.IndexOf(HashLengths, length.Longest) >= 0) return column.Values.All(static v => !v.Key.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF"));
        return column.Values.All(static v => Array.Exists(HashMarks, m => v.Key.StartsWith(m, StringComparison.OrdinalIgnoreCase)));
    }

    // "c_kevin", "_m.rossi", "kato99": single words, many of them with a point, a bar below or digits behind, which hosts and files have otherwise.
    private static bool AreHandles(ColumnEvidence column)
    {
        const double MostOdd = 0.1;
        var s = column.Sketch;
        if (s.Count < FewestLogins || s.Distinctness < NearlyEach || column.SharesFirstLetter || s.Length.Longest > LongestSecret || s.Length.Longest - s.Length.Shortest < LeastSpread) return false;
        int marked = 0, odd = 0, hosts = 0, raised = 0;
        foreach (var (value, _) in column.Values)
        {
            var word = value.AsSpan().TrimStart('@');
            if (word.Length < 2 || word.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") || word.IndexOfAnyExcept("0123456789") < 0) odd++;
            else if (ContactShapes.IsHostname(value) && value.Length - value.LastIndexOf('.') <= 4) hosts++;
            else if (word[1..^1].ContainsAny("._") || char.IsAsciiDigit(word[^1])) marked++;
            raised += char.IsAsciiLetterUpper(word.Length > 0 ? word[0] : 'A') ? 1 : 0;
        }

        var all = column.Values.Count;
        return odd <= MostOdd * all && hosts <= MixedShare * all && marked >= WithMarks * all && marked < all && raised <= (1 - MadeOfNames) * all;
    }

    private static bool AreWordsOfTheirOwn(ColumnEvidence column)
    {
        var s = column.Sketch;
        return s.Count >= Enough && s.WithBlank == 0 && s.WithLetter > NearlyEach && s.LowerStart > NearlyEach && s.Distinctness > NearlyEach && s.Length is { Shortest: >= ShortestLogin, Longest: <= LongestLogin } && !column.SharesFirstLetter
            && column.Values.All(static v => !v.Key.AsSpan().ContainsAny("@:/,;|"));
    }

    // Passwords of one length differ in where their digits stand; random keys of hexadecimal digits do as well.
    private static bool AreOfManyLayouts(ColumnEvidence column)
    {
        const double Different = 0.6;
        var layouts = column.Values.Select(static v => string.Concat(v.Key.Select(static c => char.IsAsciiDigit(c) ? '9' : char.IsLetter(c) ? 'a' : c))).Distinct(StringComparer.Ordinal).Count();
        return layouts >= Different * column.Values.Count && column.Values.Count(static v => v.Key.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF") >= 0) > MixedShare * column.Values.Count;
    }

    // "Fultses", "Wasco1982": words that need a number now and then, because somebody has the word already.
    private static bool IsWordsWithNumbers(ColumnEvidence column)
    {
        const double SomeNumbers = 0.15, Behind = 0.9;
        var (numbered, behind) = (0, 0);
        foreach (var (value, _) in column.Values)
        {
            var word = value.AsSpan().TrimEnd("0123456789");
            if (word.Length < NamePart || !char.IsAsciiLetter(word[0])) return false;
            if (!value.AsSpan().ContainsAnyInRange('0', '9')) continue;
            numbered++;
            if (!word.ContainsAnyInRange('0', '9')) behind++;
        }

        var s = column.Sketch;
        return numbered >= SomeNumbers * column.Values.Count && numbered < column.Values.Count && behind >= Behind * numbered && s.Length.Longest - s.Length.Shortest >= LeastSpread && !column.SharesFirstLetter;
    }
}
