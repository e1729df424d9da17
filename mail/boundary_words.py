"""How mail programs, in the languages they speak, announce the message they quote: the words, and nothing but words."""

import re

# "On Friday … X wrote:" (Gmail, Apple Mail, Thunderbird, Yahoo, Roundcube, Horde, mutt …).
WROTE = (
    # en, vi, fr
    r"wrote|writes|đã viết|viết|a écrit|écrivait|écrit|"
    # de, es, pt, it
    r"schrieb|hat geschrieben|escribió|escribio|escreveu|ha scritto|scrisse|"
    # nl, sv, no, da, fi
    r"schreef|geschreven|heeft geschreven|skrev|kirjoitti|"
    # pl, cs, sk, ru, uk, bg
    r"napisała?(?:\(a\))?|napisał\(-?a\)|pisze|napsala?(?:\(a\))?|napísala?(?:\(a\))?|написала?(?:\(а\))?|"
    r"написал\(а\)|пишет|писала?(?:\(а\))?|написав(?:\(ла\))?|пише|написа|"
    # ro, hu, tr, el, hr, sl, lt, et, id, ms
    r"a scris|írta(?: \([^)]*\))?|ezt írta|yazdı|şunu yazdı|şunları yazdı|έγραψε|je napisao(?:/la)?|je napisal[ao]?|"
    r"rašė|kirjutas|menulis|"
    # zh, ja, ko, th
    r"写道|寫道|のメッセージ|のメール|さんは書きました|の投稿|작성|님이 작성|님의 메시지|เขียนว่า|كتب|כתב"
)
# Of those, what a line may end with when no colon follows.
WROTE_LAST = tuple(
    re.findall(
        r"\S+",
        "wrote writes viết écrit écrivait schrieb geschrieben escribió escribio escreveu scritto scrisse schreef "
        "geschreven skrev kirjoitti napisał napisała (a) pisze napsal napsala napísal написал написала (а) пишет "
        "написав пише написа scris írta yazdı έγραψε napisao rašė kirjutas menulis 写道 寫道 メッセージ "
        "メール 書きました 작성 เขียนว่า كتب כתב",
    )
)
# Where such a line begins; or it begins with a weekday or month and a number, with a date, or with whom it names.
OPENING = (
    r"On|At|In message|Quoting|Citing|Vào|Lúc|Ngày|Trích|Le|El|Em|No dia|Am|Op|Il|In data|Den|På|Pe|În|W dniu|Dnia|Dne|"
    r"Dňa|"
    r"Στις|Dana|Pada|A|Kl|Citat|Zitat von|Citando|في|בתאריך|เมื่อ|在|於|于"
)

# "-----Original Message-----" (Outlook, Samsung, BlackBerry, Yahoo, QQ …), "Begin forwarded message:" (Apple Mail).
ORIGINAL = (
    # en
    r"original (?:message|appointment|e-?mail)|forwarded (?:message|by)|forwarded e-?mail|reply message|"
    r"reply (?:above|below) this line|please (?:type your )?reply above (?:this|the) line|in reply to|"
    # vi
    r"(?:tin nhắn|thư|tin|thông điệp|email|thư điện tử) (?:gốc|ban đầu|nguyên bản)|"
    r"(?:thư|tin nhắn|email) (?:đã |được )*chuyển tiếp|nội dung thư gốc|"
    # fr, de
    r"message d'origine|message original|message initial|message transféré|e-?mail d'origine|courriel original|"
    r"ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht|"
    # es, pt, it
    r"mensaje original|mensaje reenviado|mensagem original|mensagem (?:reencaminhada|encaminhada)|"
    r"messaggio originale|messaggio (?:originale|inoltrato)|"
    # nl, sv, no, da, fi
    r"oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|ursprungligt meddelande|originalmeddelande|"
    r"vidarebefordrat meddelande|opprinnelig melding|videresendt melding|oprindelig (?:besked|meddelelse)|"
    r"videresendt (?:besked|meddelelse)|alkuperäinen viesti|välitetty viesti|"
    # pl, cs, ru, uk
    r"wiadomość oryginalna|oryginalna wiadomość|treść przekazanej wiadomości|původní zpráva|přeposlaná zpráva|"
    r"исходное сообщение|пересылаемое сообщение|пересланное сообщение|оригинальное сообщение|вихідне повідомлення|"
    # hu, tr, ro, el
    r"eredeti üzenet|özgün ileti|orijinal mesaj|iletilen mesaj|mesaj original|mesajul original|αρχικό μήνυμα|"
    # zh, ja, ko
    r"原始邮件|邮件原件|原邮件|原始郵件|转发的邮件|轉寄的郵件|转发邮件信息|元のメッセージ|転送されたメッセージ|"
    r"원본 메시지|원본 메일|전달된 메시지"
)
BEGINS = (
    # en, vi
    "begin forwarded message",
    "bắt đầu thư chuyển tiếp",
    "bắt đầu thư được chuyển tiếp",
    "bắt đầu thư đã chuyển tiếp",
    # fr, de, es, pt, it, nl
    "début du message transféré",
    "début du message réexpédié",
    "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail",
    "inicio del mensaje reenviado",
    "início da mensagem reencaminhada",
    "início da mensagem encaminhada",
    "inizio messaggio inoltrato",
    "begin doorgestuurd bericht",
    # sv, da, no, pl, ru
    "vidarebefordrat brev",
    "start på videresendt besked",
    "start på videresendt melding",
    "początek przekazywanej wiadomości",
    "начало переадресованного сообщения",
    # zh, ja, ko
    "以下是转发的邮件",
    "开始转发的邮件",
    "転送されたメッセージの開始",
    "전달된 메시지의 시작",
)

# A block of header fields (Outlook, Zimbra, Lotus Notes, phones …). Each kind of field with its names.
_FIELDS = {
    "from": "from|từ|người gửi|gửi từ|de|expéditeur|von|absender|remitente|remetente|da|mittente|van|afzender|från|"
    "fra|"
    "avsändare|lähettäjä|od|nadawca|odesílatel|от|от кого|від|feladó|kimden|gönderen|de la|expeditor|από|"
    "发件人|寄件者|寄件人|"
    "差出人|送信者|보낸 사람|보낸사람|dari",
    "date": "sent|date|sent at|received|gửi|đã gửi|đã gởi|ngày|ngày gửi|gửi lúc|gửi vào|vào lúc|"
    "thời gian|ngày giờ|lúc|envoyé|"
    "envoyé le|"
    "date d'envoi|gesendet|gesendet am|datum|enviado|enviado el|enviado em|enviada em|fecha|data|inviato|data invio|"
    "verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|wysłano|wysłane|data wysłania|odesláno|отправлено|дата|"
    "надіслано|elküldve|dátum|gönderilen|gönderme tarihi|tarih|gönderildi|trimis|στάλθηκε|ημερομηνία|"
    "发送时间|发送日期|日期|时间|"
    "寄件日期|傳送時間|送信日時|日時|日付|보낸 날짜|보낸날짜|날짜|tanggal",
    "to": "to|tới|đến|gửi tới|gửi đến|người nhận|à|destinataire|destinataires|"
    "an|empfänger|para|destinatario|a|aan|till|til|"
    "vastaanottaja|do|"
    "adresat|komu|кому|címzett|kime|alıcı|către|προς|收件人|收件者|宛先|받는 사람|받는사람|kepada",
    "cc": "cc|bcc|copie|copie à|kopie|kopia|kopi|kópia|copia|c.c.|đồng gửi|sao gửi|đồng kính gửi|копия|kopio|másolat|"
    "bilgi|抄送|副本|참조|dw|udw",
    "subject": "subject|re|chủ đề|tiêu đề|về việc|trích yếu|nội dung|"
    "objet|sujet|betreff|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|"
    "předmět|"
    "тема|tárgy|konu|subiect|θέμα|主题|主旨|件名|제목|subyek|perihal",
    "other": "reply-to|importance|priority|attachment|attachments|attached|organization|message-id|sender|quan trọng|"
    "mức quan trọng|tầm quan trọng|"
    "độ ưu tiên|tệp đính kèm|đính kèm|trả lời cho|trả lời tới|importance|priorité|pièces jointes|répondre à|"
    "wichtigkeit|"
    "priorität|anlagen|anhänge|antwort an|importancia|datos adjuntos|importância|anexos|allegati|urgentie|bijlagen|"
    "prioritet|bilagor|vedlegg|vedhæftede filer|ważność|załączniki|важность|вложения|"
    "重要性|附件|添付ファイル|중요도|첨부 파일|첨부파일",
}
FIELDS = {kind: names.split("|") for kind, names in _FIELDS.items()}
