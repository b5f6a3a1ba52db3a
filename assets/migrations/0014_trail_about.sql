-- Decision files, reports and digests ask what happened to one alert or one stop; without these each read the whole log.
CREATE INDEX trail_alert ON trail (alert_id) WHERE alert_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX trail_stop ON trail (stop_id) WHERE stop_id IS NOT NULL;
