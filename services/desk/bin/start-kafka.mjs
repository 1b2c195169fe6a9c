// npm run start:kafka: Kafka and Postgres (brought up unless KAFKA_BROKERS and DATABASE_URL are given), each service a process, one front.
import { boot } from '@deskhand/kit/boot.js';
import { startKafkaDesk } from '../dist/front/start-kafka-desk.js';

await boot(() => startKafkaDesk(process.env));
