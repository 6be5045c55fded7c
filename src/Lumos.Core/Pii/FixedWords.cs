namespace Lumos.Core.Pii;

/// <summary>Short lists of words the scanner compares with.</summary>
internal static class FixedWords
{
    /// <summary>What is asked of somebody whose name was called.</summary>
    public static readonly string[] Asking = ["can i", "can you", "could i", "could you", "would you", "will you", "please", "are you", "do you", "did you", "have you", "kannst du", "können sie", "bitte", "peux-tu", "pouvez-vous", "puedes", "por favor", "puoi", "kun je", "kunt u"];

    /// <summary>What is said to somebody whose name was called.</summary>
    public static readonly string[] Addressing = ["can ", "could ", "would ", "will ", "please", "are you", "do you", "did you", "have you", "how ", "what ", "where ", "when ", "why ", "thank", "let me", "i ", "we ", "you ", "kannst ", "können ", "bitte", "hast ", "peux", "pouvez", "merci", "puedes", "puede ", "por favor", "gracias", "puoi ", "potrebbe", "grazie", "pode ", "obrigad", "kun je", "kunt u"];

    /// <summary>Words between "password" and it.</summary>
    public static readonly string[] Being = ["is ", "was ", "of ", "to ", "ist ", "war ", "lautet ", "est ", "es ", "è ", "é ", "er ", "är ", "on ", "to: "];

    /// <summary>What stands between an e-mail address and its password.</summary>
    public static readonly string[] CredentialJoints = [" / ", ":", " : ", " | "];

    /// <summary>Schemes in front of a credential.</summary>
    public static readonly string[] AuthSchemes = ["Bearer ", "bearer ", "Basic ", "basic ", "Token ", "token "];

    /// <summary>Kinds whose check is strong enough where nothing else is in the text.</summary>
    public static readonly string[] CertainKinds = ["id.tr_national_id", "id.pl_pesel", "id.kr_rrn", "id.za_id_number", "id.ro_cnp", "id.no_fodselsnummer", "id.cn_resident_id", "id.fr_nir", "id.ch_ahv"];

    /// <summary>Words in front of the last member of an enumeration.</summary>
    public static readonly string[] Conjunctions = ["and ", "& ", "und ", "et ", "y ", "e ", "ed ", "en ", "og ", "och ", "ja ", "i ", "a ", "oraz ", "ve ", "és ", "și "];

    /// <summary>Words between day and month.</summary>
    public static readonly string[] DateJoints = ["of ", "de ", "di ", "do "];

    /// <summary>Endings of a day's number.</summary>
    public static readonly string[] DayEndings = ["st", "nd", "rd", "th", "er", "º", "."];

    /// <summary>Marks in front of an extension.</summary>
    public static readonly string[] ExtensionMarks = ["extension", "ext.", "ext", "x", "Ext.", "Ext", "#", "poste", "Durchwahl", "DW", "int.", "anexo"];

    /// <summary>What somebody says in front of a name, in small letters.</summary>
    public static readonly string[] Introductions = ["my name is", "my name's", "everyone calls me", "maiden name is", "mein name ist", "ich heiße", "ich heisse", "je m'appelle", "mon nom est", "me llamo", "mi nombre es", "mi chiamo", "il mio nome è", "meu nome é", "me chamo", "mijn naam is", "ik heet", "jag heter", "jeg heter", "jeg hedder", "nazywam się", "mam na imię", "jmenuji se", "nimeni on", "adım"];

    /// <summary>Words that close a letter.</summary>
    public static readonly string[] LetterEnds = ["Grüßen", "Grüße", "Gruß", "Grüssen", "Regards", "regards", "Cordialement", "Saludos", "saludos", "saluti", "Saluti", "groeten", "Cheers", "Thanks", "Sincerely", "truly", "wishes", "Atenciosamente", "hilsen", "hälsningar", "pozdrowieniami"];

    /// <summary>Marks in front of a house number.</summary>
    public static readonly string[] NumberMarks = ["n° ", "nº ", "Nr. ", "nr ", "No. ", "No: ", "No:", "no: ", "n. ", "д. ", "дом ", "буд. "];

    /// <summary>Endings of an English ordinal.</summary>
    public static readonly string[] OrdinalEndings = ["st", "nd", "rd", "th"];

    /// <summary>Words inside the name of a place.</summary>
    public static readonly string[] PlaceJoints = [" de ", " am ", " an der ", " la ", " of ", " sur ", " upon "];

    /// <summary>Kinds of streets in small letters behind the street's own name.</summary>
    public static readonly string[] LowerStreets = ["utca", "út", "útja", "tér", "körút", "sokak", "caddesi", "bulvarı", "katu", "gatan", "iela", "gatvė", "tänav", "mnt", "улица", "проспект"];

    /// <summary>Words that stand where a secret would.</summary>
    public static readonly string[] Placeholders = ["null", "none", "true", "false", "required", "optional", "string", "undefined", "redacted", "example", "your", "changeme", "field", "reset", "expired", "invalid", "incorrect", "wrong", "must", "should", "cannot", "missing", "empty", "hidden", "process.env", "os.environ", "the", "and", "for", "is", "not", "value", "text", "protected"];

    /// <summary>Words in front of the number of a post box.</summary>
    public static readonly string[] PostBoxes = ["P.O. Box ", "PO Box ", "P.O.Box ", "P O Box ", "Postfach ", "Postbus ", "Apartado "];

    /// <summary>Family names of most Vietnamese, as they are written there; those that are words and places without their marks are left out.</summary>
    public static readonly string[] VietnameseFamilies = ["Nguyễn", "Trần", "Phạm", "Hoàng", "Huỳnh", "Võ", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh", "Trịnh", "Đoàn", "Lê"];

    /// <summary>Words between month and year.</summary>
    public static readonly string[] YearJoints = ["de ", "del ", "do "];

    /// <summary>Endings by their last letter, so that a word is compared with few of them.</summary>
    public static string[][] ByLastLetter(IEnumerable<string> endings)
    {
        var sorted = endings.ToLookup(static e => e[^1]);
        return [.. Enumerable.Range(0, 128).Select(c => sorted[(char)c].ToArray())];
    }
}
